import { EC2 } from "@aws-sdk/client-ec2";
import { openSandbox } from "@snapback/local/sandbox/sandbox";
import { openStorage } from "@snapback/local/storage";
import { openAccount, runStep } from "../src/aws/account.ts";
import type { Baseline } from "../src/baseline/schema.ts";
import type { Detection, Inspection, Look } from "../src/detections/define.ts";
import type { CloudTrailRecord } from "../src/event/record.ts";
import type { Resource } from "../src/finding/schema.ts";
import type { Plan } from "../src/response/plan.ts";
import { resolveInput } from "../src/response/plan.ts";
import { ACCOUNT, parsed } from "./records.ts";

const REGION = "us-east-1";
export const place = { account: ACCOUNT, region: REGION };
const now = new Date("2026-11-23T09:00:00Z");

/** By which parameters to judge, and which good states are known. */
interface Known {
  parameters?: unknown;
  baselines?: readonly Pick<Baseline, "resource" | "aspect" | "value" | "at">[];
}

function among(baselines: NonNullable<Known["baselines"]>): Look["baseline"] {
  return async (resource, aspect) => {
    const known = baselines.find((each) => each.resource === resource && each.aspect === aspect);
    return known && { ...place, source: "event" as const, ...known };
  };
}

export type Ec2Account = Awaited<ReturnType<typeof openEc2Account>>;

/** A sandbox account, with what detections of EC2 do in it, and the records of all calls that changed it. */
export async function openEc2Account() {
  const storage = await openStorage(undefined);
  const records: CloudTrailRecord[] = [];
  const sandbox = await openSandbox({
    accountId: ACCOUNT,
    region: REGION,
    storage,
    onRecord: async (record) => void records.push(parsed(record)),
  });
  const { url: endpoint } = await sandbox.listen(0);
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  const ec2 = new EC2({ endpoint, region: REGION, credentials });
  const live = openAccount({ endpoint, credentials, maxAttempts: 1 })(REGION);

  /** Runs the steps of a plan, or of its undo, each with what the ones before it have answered, and the plan's own (`made`). */
  async function run(
    steps: Plan["steps"] = [],
    of: "steps" | "undo" = "steps",
    made: readonly unknown[] = [],
  ): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (const step of steps) {
      const known = of === "steps" ? { steps: answers } : { steps: made, undo: answers };
      answers.push(await runStep(live, { ...step, input: resolveInput(step.input, known) }));
    }
    return answers;
  }

  return {
    ec2,
    live,
    records,
    run,
    /** The next call of this operation is refused with this error. */
    refuse: (operation: string, code: string) =>
      fetch(`${endpoint}/_sandbox/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ operation, error: { code } }),
      }),
    /** The record of the latest call that changed something. */
    latest: (): CloudTrailRecord => {
      const record = records.at(-1);
      if (record === undefined) throw new Error("nothing was called");
      return record;
    },
    /** What a detection says of a record in the end, with its questions answered by the account. */
    async found(
      detection: Detection,
      record: CloudTrailRecord,
      { parameters = {}, baselines = [] }: Known = {},
    ) {
      const { violations, suspicions } = detection.detect(record, place, parameters);
      const assessed = suspicions.map(({ ask }) => detection.assess(ask, live, parameters, among(baselines)));
      return [...violations, ...(await Promise.all(assessed)).flat()];
    },
    async inspect(
      { response }: Detection,
      violation: { resource: Resource; evidence: unknown },
      { parameters = {}, baselines = [] }: Known = {},
    ): Promise<Inspection> {
      if (response === undefined) throw new Error("the detection has a response");
      const baseline = among(baselines);
      return response.inspect(violation, { live, baseline, now }, parameters);
    },
    async sweep({ sweep }: Detection, parameters: unknown = {}, where = place) {
      const seen = [];
      for await (const swept of sweep?.resources({ ...where, live }, parameters) ?? []) seen.push(swept);
      return seen;
    },
    async close() {
      ec2.destroy();
      await sandbox.close();
      await storage.close();
    },
  };
}
