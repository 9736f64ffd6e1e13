import { IAM } from "@aws-sdk/client-iam";
import { openSandbox, type SandboxOptions } from "@snapback/local/sandbox/sandbox";
import { openStorage } from "@snapback/local/storage";
import { openAccount, runStep } from "../src/aws/account.ts";
import type { Baseline } from "../src/baseline/schema.ts";
import { type Detection, type Inspection, type Look, listeners } from "../src/detections/define.ts";
import { isListenedTo } from "../src/detections/judge.ts";
import type { CloudTrailRecord } from "../src/event/record.ts";
import type { Violation } from "../src/finding/schema.ts";
import type { JsonObject } from "../src/json.ts";
import type { Step } from "../src/response/plan.ts";
import { ACCOUNT, parsed, record as recordOf } from "./records.ts";

export const place = { account: ACCOUNT, region: "us-east-1" };
const now = new Date("2026-11-23T09:00:00Z");

type Fields = Record<string, unknown>;
export type GoodBefore = Pick<Baseline, "resource" | "aspect" | "value"> &
  Partial<Pick<Baseline, "at" | "source">>;

/** A record of a call of IAM, with this request. */
export function iamRecord(eventName: string, requestParameters: unknown, fields: Fields = {}) {
  return parsed(recordOf("iam.amazonaws.com", eventName, { requestParameters, ...fields }));
}

/** A policy with one statement for each of these. */
export function policy(...statements: Fields[]): string {
  const Statement = statements.map((statement) => ({ Effect: "Allow", ...statement }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

export const EVERYTHING = policy({ Action: "*", Resource: "*" });
export const READING = policy({ Action: "s3:GetObject", Resource: "arn:aws:s3:::example/*" });

/** Which events of IAM, and of another service's with these names, the detection listens to. */
export function listened(detection: Detection, names: readonly string[], source = "iam.amazonaws.com") {
  const listening = listeners([detection]);
  return names.filter((eventName) => isListenedTo({ eventSource: source, eventName }, listening));
}

/** What a response did: the plan, and what there was to see before it, after it, and after its undo. */
export interface Life {
  before: Inspection;
  after: Inspection;
  undone: Inspection;
}

export type IamAccount = Awaited<ReturnType<typeof openIamAccount>>;

/** A sandbox account, with what detections of IAM do in it. */
export async function openIamAccount({ identities }: Pick<SandboxOptions, "identities"> = {}) {
  const storage = await openStorage(undefined);
  const records: CloudTrailRecord[] = [];
  const sandbox = await openSandbox({
    accountId: ACCOUNT,
    region: place.region,
    storage,
    ...(identities && { identities }),
    onRecord: async (made) => void records.push(parsed(made)),
  });
  const { url: endpoint } = await sandbox.listen(0);
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  const iam = new IAM({ endpoint, region: place.region, credentials });
  const live = openAccount({ endpoint, credentials, maxAttempts: 1 })(place.region);

  const among =
    (baselines: readonly GoodBefore[]): Look["baseline"] =>
    async (resource, aspect) => {
      const known = baselines.find((each) => each.resource === resource && each.aspect === aspect);
      return known && { ...place, source: "sweep" as const, at: "2026-11-23T08:00:00Z", ...known };
    };

  async function found(detection: Detection, record: CloudTrailRecord, parameters: unknown = {}) {
    const { violations, suspicions } = detection.detect(record, place, parameters);
    const assessed = suspicions.map(({ ask }) => detection.assess(ask, live, parameters, among([])));
    return [...violations, ...(await Promise.all(assessed)).flat()];
  }

  async function inspect(
    { response }: Detection,
    violation: Pick<Violation<JsonObject>, "resource" | "evidence">,
    baselines: readonly GoodBefore[] = [],
    parameters: unknown = {},
  ): Promise<Inspection> {
    if (response === undefined) throw new Error("the detection has a response");
    return response.inspect(violation, { live, baseline: among(baselines), now }, parameters);
  }

  async function run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await runStep(live, step);
  }

  return {
    endpoint,
    iam,
    live,
    found,
    run,
    inspect,
    /** The record of the latest call that changed something. */
    latest(): CloudTrailRecord {
      const last = records.at(-1);
      if (last === undefined) throw new Error("nothing was called");
      return last;
    },
    /** What a detection finds in the latest call: one violation. */
    async one(detection: Detection, parameters: unknown = {}): Promise<Violation<JsonObject>> {
      const [violation, ...others] = await found(detection, this.latest(), parameters);
      if (violation === undefined || others.length > 0) throw new Error("it has to find one violation");
      return violation;
    },
    /** Puts a violation right, and takes that back. */
    async putRight(
      detection: Detection,
      violation: Violation<JsonObject>,
      baselines: readonly GoodBefore[] = [],
    ): Promise<Life> {
      const before = await inspect(detection, violation, baselines);
      if (before.plan === undefined) throw new Error(`there is no plan: ${before.stuck}`);
      await run(before.plan.steps);
      const after = await inspect(detection, violation, baselines);
      await run(before.plan.undo);
      return { before, after, undone: await inspect(detection, violation, baselines) };
    },
    async sweep({ sweep }: Detection, parameters: unknown = {}) {
      const seen = [];
      for await (const swept of sweep?.resources({ ...place, live }, parameters) ?? []) seen.push(swept);
      return seen;
    },
    async close() {
      iam.destroy();
      await sandbox.close();
      await storage.close();
    },
  };
}
