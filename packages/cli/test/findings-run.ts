import type { LaptopOptions } from "@snapback/local/laptop";
import { localSite, serveLocally } from "@snapback/local/server";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { testLaptop } from "../../local/test/test-laptop.ts";
import { runFindings } from "../src/findings/run.ts";

/** What one command line came to. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** `npm run findings`, without its process. `answer` is what somebody at a terminal says to what is asked. */
export async function findings(
  args: readonly string[],
  {
    answer,
    env = {},
    patienceMs = 15_000,
  }: { answer?: string; env?: Record<string, string>; patienceMs?: number } = {},
): Promise<Ran> {
  const [out, err]: string[][] = [[], []];
  const asked = answer === undefined ? undefined : async (text: string) => answerTo(text, answer, err);
  const terminal = {
    out: (text: string) => void out?.push(text),
    err: (text: string) => void err?.push(text),
    colours: false,
    ask: asked,
  };
  const code = await runFindings(args, { terminal, env, patienceMs });
  return { code, out: (out ?? []).join(""), err: (err ?? []).join("") };
}

function answerTo(question: string, answer: string, err: string[] | undefined): string {
  err?.push(question, `${answer}\n`);
  return answer;
}

/** What the tests read of JSON. */
const Answer = z.looseObject({
  result: z.string().optional(),
  findings: z.array(z.looseObject({ id: z.string(), state: z.string() })).default([]),
});

/** A laptop with its API served, as `npm start` does it, and the command for it. */
export async function testFindings(options: Partial<LaptopOptions> = {}) {
  const laptop = await testLaptop(options);
  const site = await serveLocally(localSite(laptop.api), 0);
  onTestFinished(() => site.close());
  const { port } = new URL(site.url);
  return {
    laptop,
    port,
    run: async (args: readonly string[], how: { answer?: string; patienceMs?: number } = {}) =>
      findings([...args, "--laptop", "--port", port], how),
    /** Its answer as JSON. */
    json: async (args: readonly string[]) => {
      const { out } = await findings([...args, "--laptop", "--port", port, "--format", "json"]);
      return Answer.parse(JSON.parse(out));
    },
  };
}
