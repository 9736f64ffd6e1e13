import type { Trail } from "@aws-sdk/client-cloudtrail";
import * as z from "zod";
import { hearsay } from "../../baseline/hearsay.ts";
import type { Baseline } from "../../baseline/schema.ts";
import type { Resource } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan } from "../../response/plan.ts";
import type { Inspection, Look } from "../define.ts";
import { completed, EventSelectors, leftOut, readSelectors } from "./event-selectors.ts";
import {
  type Demands,
  type Evidence,
  goodBucket,
  goodKey,
  goodSelectors,
  KEY,
  SELECTORS,
  selectorsWeak,
  type Weakness,
} from "./trail-weakness.ts";

interface Seen {
  name: string;
  arn: string;
  trail: Trail;
  selectors: EventSelectors;
  evidence: Evidence;
  demands: Demands;
}

/** A trail now, and how to give back to it the one thing that was taken away. */
export async function inspectTrail(
  resource: Resource,
  evidence: Evidence,
  { live, baseline }: Pick<Look, "live" | "baseline">,
  demands: Demands,
): Promise<Inspection> {
  const cloudtrail = await live.client("cloudtrail");
  const { trail: name } = evidence;
  const { Trail: trail = {} } = await cloudtrail.GetTrail({ Name: name });
  const selectors = await readSelectors(name, cloudtrail);
  const state = {
    trail: name,
    allRegions: trail.IsMultiRegionTrail === true,
    globalServices: trail.IncludeGlobalServiceEvents === true,
    validation: trail.LogFileValidationEnabled === true,
    key: trail.KmsKeyId ?? "",
    bucket: trail.S3BucketName ?? "",
    selectors: { ...selectors },
  };
  const seen = { name, arn: resource.arn, trail, selectors, evidence, demands };
  const missing = leftOut(selectors);
  return {
    state,
    // What other findings change of the trail does not count.
    guard: { [ASPECTS[evidence.weakness]]: state[ASPECTS[evidence.weakness]] },
    baselines: [
      ...goodKey({ resource }, trail.KmsKeyId),
      ...(missing === undefined ? goodSelectors({ resource }, selectors) : []),
      // Of other findings the bucket may be the wrong one, too.
      ...(evidence.weakness === "other-bucket" && trail.S3BucketName !== evidence.bucket
        ? goodBucket({ resource }, trail.S3BucketName)
        : []),
    ],
    ...(await MENDS[evidence.weakness](seen, baseline)),
  };
}

const ASPECTS = {
  "single-region": "allRegions",
  "no-global-services": "globalServices",
  "no-validation": "validation",
  "no-key": "key",
  "other-bucket": "bucket",
  "management-events": "selectors",
  "write-events": "selectors",
  "read-events": "selectors",
} as const;

type Mended = Pick<Inspection, "plan" | "stuck">;

/** What can be done about each weakness; nothing where it is mended. */
const MENDS: { [W in Weakness]: (seen: Seen, baseline: Look["baseline"]) => Mended | Promise<Mended> } = {
  "single-region": ({ name, trail }) => {
    if (trail.IsMultiRegionTrail !== false) return {};
    // A trail of all regions must have the global services' events.
    return trail.IncludeGlobalServiceEvents === false
      ? update(name, "be of all regions", both(true), both(false))
      : update(name, "be of all regions", ...flag("IsMultiRegionTrail"));
  },
  "no-global-services": ({ name, trail }) =>
    trail.IncludeGlobalServiceEvents === false
      ? update(name, "have the global services' events", ...flag("IncludeGlobalServiceEvents"))
      : {},
  "no-validation": ({ name, trail }) =>
    trail.LogFileValidationEnabled === false
      ? update(name, "sign its log files", ...flag("EnableLogFileValidation"))
      : {},
  "no-key": async ({ name, arn, trail }, baseline) => {
    if (trail.KmsKeyId) return {};
    const known = await baseline(arn, KEY);
    const key = Key.safeParse(known?.value);
    if (!key.success) return { stuck: `Which KMS key trail ${name} had is not known: set it by hand.` };
    return update(name, `encrypt with ${key.data.KmsKeyId}`, key.data, { KmsKeyId: "" }, known);
  },
  "other-bucket": ({ name, trail, evidence: { bucket = "", formerBucket, formerSource: source } }) => {
    if (trail.S3BucketName !== bucket) return {};
    if (formerBucket === undefined)
      return { stuck: `Where the logs of trail ${name} went before is not known: set its bucket by hand.` };
    const known = source && { source };
    return update(
      name,
      `log to ${formerBucket}`,
      { S3BucketName: formerBucket },
      { S3BucketName: bucket },
      known,
    );
  },
  "management-events": reselect,
  "write-events": reselect,
  "read-events": reselect,
};

const Key = z.object({ KmsKeyId: z.string() });
const both = (on: boolean) => ({ IsMultiRegionTrail: on, IncludeGlobalServiceEvents: on });
const flag = (name: string) => [{ [name]: true }, { [name]: false }] as const;

function update(
  name: string,
  what: string,
  to: JsonObject,
  from: JsonObject,
  known?: Pick<Baseline, "source">,
): Mended {
  const step = (input: JsonObject, does: string) => ({
    service: "cloudtrail",
    operation: "UpdateTrail",
    input: { Name: name, ...input },
    does,
  });
  const plan: Plan = {
    version: 1,
    steps: [step(to, `let trail ${name} ${what} again`)],
    undo: [{ ...step(from, `take that back from trail ${name}`), undoes: 0 }],
    ...hearsay(known),
  };
  return { plan };
}

/** Back to the selectors that it had, where those are good by today's demands; else those of now, with what is missing. */
async function reselect(
  { name, arn, selectors, evidence, demands }: Seen,
  baseline: Look["baseline"],
): Promise<Mended> {
  const place = { account: "", region: "", name, resource: { arn, type: "", id: name } };
  const isWeak = (some: EventSelectors) => selectorsWeak(place, leftOut(some), demands) !== undefined;
  if (leftOut(selectors) !== evidence.weakness || !isWeak(selectors)) return {};
  const known = (await baseline(arn, SELECTORS))?.value;
  const read = EventSelectors.safeParse(known);
  const before =
    read.success && known !== undefined && told(read.data) && !isWeak(read.data) ? read.data : undefined;
  const step = (to: EventSelectors, does: string) => ({
    service: "cloudtrail",
    operation: "PutEventSelectors",
    input: { TrailName: name, ...one(to) },
    does,
  });
  const plan: Plan = {
    version: 1,
    steps: [
      before
        ? step(before, `give trail ${name} the events back that it had`)
        : step(completed(selectors), `give trail ${name} all management events`),
    ],
    undo: [{ ...step(selectors, `take those events from trail ${name} again`), undoes: 0 }],
    ...(before === undefined && {
      caveats: [
        "which events it had before is not known: management events are added, data events stay as they are",
      ],
    }),
  };
  return { plan };
}

function told({
  EventSelectors: basic = [],
  AdvancedEventSelectors: advanced = [],
}: EventSelectors): boolean {
  return basic.length + advanced.length > 0;
}

/** CloudTrail takes one of the lists. */
function one({
  EventSelectors: basic = [],
  AdvancedEventSelectors: advanced = [],
}: EventSelectors): EventSelectors {
  return advanced.length > 0 ? { AdvancedEventSelectors: advanced } : { EventSelectors: basic };
}
