import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type LiveAccount, openAccount, runStep } from "../src/aws/account.ts";
import type { Baseline, GoodState } from "../src/baseline/schema.ts";
import type { Detection, Inspection } from "../src/detections/define.ts";
import type { Violation } from "../src/finding/schema.ts";
import { JsonObject } from "../src/json.ts";
import type { Plan } from "../src/response/plan.ts";
import { resolveInput } from "../src/response/plan.ts";
import { ACCOUNT } from "./records.ts";

/** A call as it came over the wire: of services that speak REST its method and path, of others the operation's name. */
export interface AnsweredCall {
  call: string;
  input: JsonObject;
}

/** How a service answers, in XML as text; an error by its name. `undefined` for a call that the test doesn't expect. */
export type Answer = JsonObject | string | { error: string; message?: string; status?: number } | undefined;

export type AnsweredAccount = Awaited<ReturnType<typeof openAnsweredAccount>>;

/** What a call said in a member that holds a text. */
export function said(member: unknown): string {
  return typeof member === "string" ? member : "";
}

export const place = { account: ACCOUNT, region: "us-east-1" };

/**
 * A live account whose service is a few lines of a test, behind the real SDK: for services that the sandbox doesn't have, and
 * for states that can't be brought about there.
 */
export async function openAnsweredAccount(answer: (call: AnsweredCall) => Answer) {
  const calls: AnsweredCall[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += String(part);
    });
    request.on("end", () => {
      const [, target] = String(request.headers["x-amz-target"] ?? "").split(".");
      const [path = ""] = (request.url ?? "").split("?");
      const form = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")
        ? Object.fromEntries(new URLSearchParams(body))
        : undefined;
      const operation = target ?? form?.Action;
      const call = operation ?? `${request.method ?? ""} ${decodeURIComponent(path)}`;
      const input = JsonObject.parse(form ?? JSON.parse(body || "{}"));
      calls.push({ call, input });
      const answered = answer({ call, input }) ?? { error: "UnexpectedCallError", message: call };
      if (typeof answered === "string") {
        response.setHeader("content-type", "text/xml");
        response.end(answered);
        return;
      }
      const { error, message, status = 400 } = answered;
      const failed = typeof error === "string";
      response.statusCode = failed ? Number(status) : 200;
      response.setHeader("content-type", "application/json");
      if (failed) response.setHeader("x-amzn-errortype", error);
      response.end(JSON.stringify(failed ? { message } : answered));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${addressOf(server.address()).port}`;
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  const live = openAccount({ endpoint, credentials, maxAttempts: 1 })(place.region);
  return {
    calls,
    live,
    ...looking(live),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("the server has a port");
  return address;
}

/** What Snapback does with a live account: looks, sweeps, runs plans. What is good it keeps. */
function looking(live: LiveAccount) {
  const baselines = new Map<string, Baseline>();
  const keep = (states: readonly GoodState[] = [], source: Baseline["source"] = "sweep") => {
    for (const { resource, aspect, value } of states) {
      const at = "2026-11-23T08:00:00.000Z";
      const known = { ...place, resource, aspect, at, source };
      baselines.set(`${resource} ${aspect}`, { ...known, ...(value && { value }) });
    }
  };
  const baseline = async (resource: string, aspect: string) => baselines.get(`${resource} ${aspect}`);
  return {
    keep,
    baseline,
    async inspect(
      { response }: Detection,
      violation: Pick<Violation<JsonObject>, "resource" | "evidence">,
      parameters: unknown = {},
    ): Promise<Inspection> {
      if (response === undefined) throw new Error("the detection has a response");
      const look = { live, baseline, now: new Date("2026-11-23T09:00:00Z") };
      const seen = await response.inspect(violation, look, parameters);
      keep(seen.baselines);
      return seen;
    },
    /** Resource and fingerprint of all that a sweep finds. */
    async sweep({ sweep }: Detection, parameters: unknown = {}): Promise<string[]> {
      const found = [];
      for await (const { violations, baselines: good } of sweep?.resources({ ...place, live }, parameters) ??
        []) {
        keep(good);
        found.push(...violations.map(({ resource, fingerprint }) => `${resource.arn} ${fingerprint}`));
      }
      return found;
    },
    /** Runs a plan; answers with what each step was answered. */
    async run({ steps }: Plan): Promise<unknown[]> {
      const answers: unknown[] = [];
      for (const step of steps)
        answers.push(await runStep(live, { ...step, input: resolveInput(step.input, { steps: answers }) }));
      return answers;
    },
    async undo({ undo }: Plan, answers: readonly unknown[]): Promise<void> {
      for (const step of undo)
        await runStep(live, { ...step, input: resolveInput(step.input, { steps: answers }) });
    },
  };
}
