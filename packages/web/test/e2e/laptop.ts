import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { runAttack } from "@snapback/core/attack/run";
import { openSdk } from "@snapback/core/attack/sdk";
import { detections } from "@snapback/core/detections/registry";
import { parseConfig } from "@snapback/core/settings/config";
import { openSite } from "@snapback/local/site";
import * as z from "zod";
import config from "../../../../snapback.config.ts";

export type Laptop = Awaited<ReturnType<typeof openLaptop>>;

/** What is read here of a finding. */
const Finding = z.object({
  id: z.string(),
  detection: z.string(),
  state: z.string(),
  summary: z.string(),
  resource: z.object({ id: z.string() }),
});
const Detail = z.object({ proposal: z.object({ id: z.string() }) });
const Findings = z.object({ findings: z.array(Finding) });

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const PATIENCE_MS = 10_000;

/** All that `npm start` starts, on ports that are free, with data in memory. */
export async function openLaptop() {
  const site = await openSite({
    detections,
    config: parseConfig(config, detections),
    port: await freePort(),
    awsPort: 0,
    log: silent,
  });
  const send = openSdk({ endpoint: site.aws.url, region: site.aws.region });

  /** Asks the API; an answer that is no success is an error. */
  async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${site.url}/api${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  /** Waits until there is something, as long as a busy machine may take. */
  async function until<Result>(what: string, look: () => Promise<Result | undefined>): Promise<Result> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const result = await look();
      if (result !== undefined) return result;
      if (Date.now() > end) throw new Error(`there is still not ${what}`);
      await wait(20);
    }
  }

  /** Once all that was done so far has gone through. */
  async function settled(): Promise<void> {
    await until("quiet on the laptop", async () => !site.busy() || undefined);
  }

  /** The finding of a detection whose summary has this text in it, once it is in this state. */
  async function finding(detection: string, about = "", state?: string): Promise<z.infer<typeof Finding>> {
    return until(`a finding of ${detection} ${about} ${state}`, async () => {
      const { findings } = Findings.parse(await ask("GET", "/findings?limit=200"));
      return findings.find(
        (each) =>
          each.detection === detection &&
          each.summary.includes(about) &&
          (state === undefined || each.state === state),
      );
    });
  }

  return {
    ...site,
    /** A call to the account, by its name in the SDK. */
    send,
    ask,
    settled,
    finding,
    /** What `npm run attack -- <name>` does. */
    async attack(...names: string[]): Promise<void> {
      for (const name of names) {
        const attack = detections.flatMap(({ attacks }) => attacks).find((known) => known.name === name);
        if (!attack) throw new Error(`there is no attack ${name}`);
        await runAttack(attack, send, { begins: () => {} });
      }
    },
    /** The plan of a finding that waits for a person, by its id. */
    async proposal(id: string): Promise<string> {
      return Detail.parse(await ask("GET", `/findings/${id}`)).proposal.id;
    },
    /** Has the sandbox answer calls of an operation with an error. */
    async fault(operation: string, code: string, message: string, times = 1): Promise<void> {
      await fetch(`${site.aws.url}/_sandbox/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ operation, times, error: { code, message, status: 403 } }),
      });
    },
  };
}

/** One that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return address.port;
}
