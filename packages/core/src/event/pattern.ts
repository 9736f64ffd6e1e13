import * as z from "zod";

/**
 * EventBridge event patterns, as far as Snapback writes them: the rules of the deployed app and the laptop's own event
 * bus work from the same ones.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
type Matcher = z.infer<typeof Matcher>;
const Matcher = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ exists: z.boolean() }),
]);
export interface Pattern {
  [field: string]: readonly Matcher[] | Pattern;
}
/** For patterns that come from elsewhere. One with matchers that are not known here is refused, and not read wrongly. */
export const Pattern: z.ZodType<Pattern> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(Matcher).min(1), Pattern])),
);

/** Where a detection's events come from: a CloudTrail event source and the names it listens to. */
export interface EventSource {
  source: `${string}.amazonaws.com`;
  names: readonly [string, ...string[]];
}

/** The service's name in an event source: `ec2` of `ec2.amazonaws.com`. */
export function serviceOf(source: string): string {
  return source.replace(/\.amazonaws\.com$/, "");
}

/**
 * Services whose event names end in the version of the API: `AddPermission20150331v2`. Detections name them without.
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
const versioned = new Set(["lambda.amazonaws.com"]);

/** Under which key an event's listeners are found; versions of its API make no difference. */
export function eventKey(source: string, eventName: string): string {
  return `${source}/${versioned.has(source) ? eventName.replace(/\d{8}(v\d+)?$/, "") : eventName}`;
}

const API_CALL = "AWS API Call via CloudTrail";

/**
 * Under which detail-types an event source's records come. Console sign-in has one of its own, which AWS documents in two
 * spellings, so both are listened to.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 * https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-signin.html
 */
const detailTypes: { [source: string]: readonly string[] } = {
  "signin.amazonaws.com": [
    "AWS Console Sign In via CloudTrail",
    "AWS Console Signin via CloudTrail",
    API_CALL,
  ],
};

/**
 * Services whose events come to the bus of us-east-1 alone, wherever the call was made.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 */
const globalServices = new Set(["iam.amazonaws.com", "organizations.amazonaws.com", "route53.amazonaws.com"]);

/** Are all the events of this source reported in us-east-1? */
export function isGlobal(source: string): boolean {
  return globalServices.has(source);
}

export const GLOBAL_REGION = "us-east-1";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const PATTERN_LIMIT = 2048;
/** For what a rule adds to the pattern: the account that its events must be of. */
const RESERVE = 100;

/** A rule to be made on the default bus: what distinguishes its name, where it is needed, and what it matches. */
export interface EventRule {
  name: string;
  /** The AWS event source whose records it matches. */
  source: string;
  /** Only in us-east-1, since the service reports nowhere else. */
  global: boolean;
  pattern: Pattern;
}

/**
 * The rules for all the event names that the detections listen to: one per AWS service, or several where one would be
 * longer than EventBridge takes. `source` and `detail-type` are pinned: nobody but AWS can put events from a source that
 * begins with "aws.".
 */
export function eventRules(sources: Iterable<EventSource>): EventRule[] {
  const names = new Map<string, Set<string>>();
  for (const { source, names: some } of sources) {
    const known = names.get(source) ?? new Set();
    for (const name of some) known.add(name);
    names.set(source, known);
  }
  return [...names].flatMap(([source, known]) => {
    const service = serviceOf(source);
    const patterns = inParts(source, service, [...known].toSorted());
    return patterns.map((pattern, part) => ({
      name: part === 0 ? service : `${service}-${part + 1}`,
      source,
      global: isGlobal(source),
      pattern,
    }));
  });
}

function inParts(source: string, service: string, names: readonly string[]): Pattern[] {
  const patternOf = (eventName: readonly string[]): Pattern => ({
    source: [`aws.${service}`],
    "detail-type": detailTypes[source] ?? [API_CALL],
    detail: {
      eventSource: [source],
      eventName: versioned.has(source) ? eventName.map((prefix) => ({ prefix })) : eventName,
    },
  });
  const parts: string[][] = [];
  for (const name of names) {
    const last = parts.at(-1);
    const fits = last && JSON.stringify(patternOf([...last, name])).length <= PATTERN_LIMIT - RESERVE;
    if (fits) last.push(name);
    else parts.push([name]);
  }
  return parts.map(patternOf);
}

/** Would EventBridge deliver this event to a rule with this pattern? */
export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    const value = member(event, field);
    if (!isMatchers(expected)) return matches(expected, value);
    // A list in the event matches when any of its values does.
    const values = Array.isArray(value) ? value : [value];
    return expected.some((matcher) => values.some((one) => meets(matcher, one)));
  });
}

function isMatchers(expected: readonly Matcher[] | Pattern): expected is readonly Matcher[] {
  return Array.isArray(expected);
}

function meets(matcher: Matcher, value: unknown): boolean {
  if (typeof matcher !== "object" || matcher === null) return value === matcher;
  if ("exists" in matcher) return (value !== undefined) === matcher.exists;
  if (typeof value !== "string") return false;
  return "prefix" in matcher ? value.startsWith(matcher.prefix) : value.endsWith(matcher.suffix);
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
