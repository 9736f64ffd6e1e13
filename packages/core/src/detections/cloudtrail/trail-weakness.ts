import * as z from "zod";
import { Baseline, type GoodState } from "../../baseline/schema.ts";
import type { Severity, Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Suspicion, Verdict } from "../define.ts";
import { type EventSelectors, LeftOut } from "./event-selectors.ts";
import { type NamedTrail, trailViolation } from "./trail.ts";

/** What a trail has to do. */
export type Demands = z.infer<typeof Demands>;
export const Demands = z.object({
  allRegions: z.boolean().default(true).describe("Every trail has to be of all regions"),
  globalServices: z
    .boolean()
    .default(true)
    .describe("Every trail has to have the events of global services (IAM)"),
  validation: z.boolean().default(true).describe("Every trail has to validate its log files"),
  reads: z.boolean().default(true).describe("Every trail has to have the events that only read, too"),
});

export type Weakness = z.infer<typeof Weakness>;
export const Weakness = z.enum([
  "single-region",
  "no-global-services",
  "no-validation",
  "no-key",
  "other-bucket",
  ...LeftOut.options,
]);

export type Evidence = z.infer<typeof Evidence>;
export const Evidence = z.object({
  trail: z.string(),
  weakness: Weakness,
  /** Where the logs go since. */
  bucket: z.string().optional(),
  /** Where they went before, if that is known: kept here, since the next sweep takes the new one for granted. */
  formerBucket: z.string().optional(),
  /** Who said so. */
  formerSource: Baseline.shape.source.optional(),
});

export type Question = z.infer<typeof Question>;
export const Question = z.object({
  about: z.enum(["selectors", "bucket"]),
  account: z.string(),
  /** Absent: any of the account's trails here. */
  trail: z.string().optional(),
  bucket: z.string().optional(),
  /** The trail was made by the call: a bucket counts only where one of that name had another. */
  made: z.boolean().optional(),
  hold: z.string().optional(),
});

/** Under which aspects of the trail what is good of it is kept. */
export const SELECTORS = "event-selectors";
export const KEY = "kms-key";
export const BUCKET = "bucket";

const FLAGS = [
  {
    flag: "isMultiRegionTrail",
    demand: "allRegions",
    weakness: "single-region",
    says: "is of one region only",
  },
  {
    flag: "includeGlobalServiceEvents",
    demand: "globalServices",
    weakness: "no-global-services",
    says: "has no events of global services (IAM, sign-in)",
  },
  {
    flag: "enableLogFileValidation",
    demand: "validation",
    weakness: "no-validation",
    says: "no longer signs its log files, so edits don't show",
  },
] as const;

const UNSAID = "the record does not say where the logs went before";

/**
 * What UpdateTrail's request takes away from a trail.
 *
 * @param request in the names that CloudTrail records it with
 */
export function weakUpdate(
  trail: NamedTrail,
  request: JsonObject,
  demands: Demands,
): Verdict<Evidence, Question> {
  const violations: Violation<Evidence>[] = FLAGS.filter(
    ({ flag, demand }) => demands[demand] && (request[flag] === false || request[flag] === "false"),
  ).map(({ weakness, says }) => weak(trail, weakness, says));
  if (request.kmsKeyId === "")
    violations.push(weak(trail, "no-key", "no longer encrypts its log files with a KMS key"));
  const { s3BucketName: bucket } = request;
  const suspicions: Suspicion<Question>[] = [];
  if (typeof bucket === "string" && bucket !== "") {
    const { account, name } = trail;
    suspicions.push({ ask: { about: "bucket", account, trail: name, bucket }, reason: UNSAID });
  }
  const baselines = goodKey(trail, request.kmsKeyId);
  return { violations, suspicions, ...(baselines.length > 0 && { baselines }) };
}

/** What CreateTrail shows of a trail: one of that name may have been deleted before, and its logs have gone elsewhere. */
export function remade(trail: NamedTrail, request: JsonObject): Verdict<Evidence, Question> {
  const { s3BucketName: bucket } = request;
  const { account, name } = trail;
  const suspicions: Suspicion<Question>[] = [];
  if (typeof bucket === "string" && bucket !== "")
    suspicions.push({ ask: { about: "bucket", account, trail: name, bucket, made: true }, reason: UNSAID });
  return { violations: [], suspicions, baselines: goodKey(trail, request.kmsKeyId) };
}

/** The trail's logs go to another bucket since. */
export function otherBucket(
  trail: NamedTrail,
  bucket: string,
  known: Baseline | undefined,
): Violation<Evidence> {
  const former = formerBucket(known);
  const from = former === undefined ? "" : `, and no longer to ${former}`;
  const found = weak(trail, "other-bucket", `sends its logs to bucket ${bucket}${from}`);
  const before = former === undefined ? {} : { formerBucket: former, formerSource: known?.source };
  return {
    ...found,
    fingerprint: `bucket/${bucket}`,
    evidence: { ...found.evidence, bucket, ...before },
  };
}

const LEFT_OUT = {
  "management-events": "has no management events: nothing that is done to the account",
  "write-events": "has no events that change anything",
  "read-events": "has no events that only read",
} as const;

/** Which events a trail no longer has, where it has to have them. */
export function selectorsWeak(
  trail: NamedTrail,
  missing: LeftOut | undefined,
  { reads }: Demands,
): Violation<Evidence> | undefined {
  if (missing === undefined || (missing === "read-events" && !reads)) return undefined;
  return weak(trail, missing, LEFT_OUT[missing], missing === "read-events" ? "medium" : "high");
}

/** Where the logs went before, as far as that is known. */
export function formerBucket(known: Baseline | undefined): string | undefined {
  const bucket = known?.value?.S3BucketName;
  return typeof bucket === "string" ? bucket : undefined;
}

/** Where a trail's logs go, for a later change to be held against. */
export function goodBucket({ resource }: Pick<NamedTrail, "resource">, bucket: unknown): GoodState[] {
  const known = typeof bucket === "string" && bucket !== "";
  return known ? [{ resource: resource.arn, aspect: BUCKET, value: { S3BucketName: bucket } }] : [];
}

/** A trail's key, if it has one: a trail without is never taken for good. */
export function goodKey({ resource }: Pick<NamedTrail, "resource">, key: unknown): GoodState[] {
  const known = typeof key === "string" && key !== "";
  return known ? [{ resource: resource.arn, aspect: KEY, value: { KmsKeyId: key } }] : [];
}

/** Selectors that have all that they have to. */
export function goodSelectors(
  { resource }: Pick<NamedTrail, "resource">,
  selectors: EventSelectors,
): GoodState[] {
  return [{ resource: resource.arn, aspect: SELECTORS, value: { ...selectors } }];
}

function weak(
  trail: NamedTrail,
  weakness: Weakness,
  says: string,
  severity: Severity = "high",
): Violation<Evidence> {
  const { name } = trail;
  return trailViolation(trail, {
    fingerprint: weakness,
    summary: `Trail ${name} ${says}`,
    severity,
    evidence: { trail: name, weakness },
  });
}
