import { openSandbox } from "@snapback/local/sandbox/sandbox";
import { openStorage } from "@snapback/local/storage";
import { openSdk } from "../src/attack/sdk.ts";
import { openAccount, runStep } from "../src/aws/account.ts";
import type { Baseline } from "../src/baseline/schema.ts";
import type { Detection, Inspection, Look } from "../src/detections/define.ts";
import { placeOf } from "../src/detections/judge.ts";
import type { CloudTrailRecord } from "../src/event/record.ts";
import type { Violation } from "../src/finding/schema.ts";
import type { Json, JsonObject } from "../src/json.ts";
import type { Step } from "../src/response/plan.ts";
import { ACCOUNT, parsed } from "./records.ts";

export const place = { account: ACCOUNT, region: "us-east-1" };
const now = new Date("2026-11-23T09:00:00Z");

/** By which parameters to judge, and which good states are known. */
interface Known {
  parameters?: unknown;
  baselines?: readonly (Pick<Baseline, "resource" | "aspect" | "value"> & Partial<Baseline>)[];
}

export type S3Account = Awaited<ReturnType<typeof openS3Account>>;

/** A sandbox account, with what detections of S3 do in it. */
export async function openS3Account() {
  const storage = await openStorage(undefined);
  const records: CloudTrailRecord[] = [];
  const sandbox = await openSandbox({
    accountId: ACCOUNT,
    region: place.region,
    storage,
    onRecord: async (record) => void records.push(parsed(record)),
  });
  const { url: endpoint } = await sandbox.listen(0);
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  const liveIn = openAccount({ endpoint, credentials, maxAttempts: 1 });
  const among =
    (baselines: NonNullable<Known["baselines"]>): Look["baseline"] =>
    async (resource, aspect) => {
      const known = baselines.find((each) => each.resource === resource && each.aspect === aspect);
      return known && { ...place, source: "sweep", at: "2026-11-20T00:00:00.000Z", ...known };
    };

  /** A call by somebody else's hands. */
  const send = (operation: string, input: Json, { service = "s3", region = place.region } = {}) =>
    openSdk({ endpoint, region })(service, operation, input);

  /** What a detection says of a record in the end, with its questions answered by the account. */
  async function found(
    detection: Detection,
    record: CloudTrailRecord,
    { parameters = {}, baselines = [] }: Known = {},
  ): Promise<Violation<JsonObject>[]> {
    const where = placeOf(record);
    const { violations, suspicions } = detection.detect(record, where, parameters);
    const live = liveIn(where.region);
    const assessed = suspicions.map(({ ask }) => detection.assess(ask, live, parameters, among(baselines)));
    return [...violations, ...(await Promise.all(assessed)).flat()];
  }

  async function inspect(
    { response }: Detection,
    violation: Pick<Violation<JsonObject>, "resource" | "evidence">,
    { parameters = {}, baselines = [] }: Known = {},
  ): Promise<Inspection> {
    if (response === undefined) throw new Error("the detection has a response");
    const look = { live: liveIn(place.region), baseline: among(baselines), now };
    return response.inspect(violation, look, parameters);
  }

  async function run(steps: readonly Step[] = []): Promise<void> {
    for (const step of steps) await runStep(liveIn(place.region), step);
  }

  return {
    send,
    found,
    inspect,
    run,
    live: liveIn(place.region),
    records,
    /** What a detection finds in the latest call that changed something: one violation. */
    async one(detection: Detection, known: Known = {}): Promise<Violation<JsonObject>> {
      const latest = records.at(-1);
      const [violation, ...others] = latest ? await found(detection, latest, known) : [];
      if (violation === undefined || others.length > 0) throw new Error("it has to find one violation");
      return violation;
    },
    async sweep({ sweep }: Detection, region = place.region, parameters: unknown = {}) {
      const where = { ...place, region, live: liveIn(region) };
      const seen = [];
      for await (const swept of sweep?.resources(where, parameters) ?? []) seen.push(swept);
      return seen;
    },
    /** The next call of this operation is refused with this error. */
    refuse: (operation: string, code: string) =>
      fetch(`${endpoint}/_sandbox/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ operation, error: { code } }),
      }),
    async close() {
      await sandbox.close();
      await storage.close();
    },
  };
}
