/**
 * EventBridge event patterns, as far as Snapback writes them: the rules of the deployed app and the laptop's own event
 * bus work from the same ones.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export type Matcher =
  | string
  | number
  | boolean
  | null
  | { prefix: string }
  | { suffix: string }
  | { exists: boolean };
export interface Pattern {
  [field: string]: readonly Matcher[] | Pattern;
}

/** Where a detection's events come from: a CloudTrail event source and the names it listens to. */
export interface EventSource {
  source: `${string}.amazonaws.com`;
  names: readonly [string, ...string[]];
}

const API_CALL = "AWS API Call via CloudTrail";

/**
 * One pattern per AWS service, for all the event names that the detections listen to. `source` and `detail-type` are
 * pinned: nobody but AWS can put events from a source that begins with "aws.".
 */
export function eventPatterns(sources: Iterable<EventSource>): Map<string, Pattern> {
  const names = new Map<string, Set<string>>();
  for (const { source, names: some } of sources) {
    const known = names.get(source) ?? new Set();
    for (const name of some) known.add(name);
    names.set(source, known);
  }
  return new Map(
    [...names].map(([source, known]) => [
      source,
      {
        source: [`aws.${source.replace(/\.amazonaws\.com$/, "")}`],
        "detail-type": [API_CALL],
        detail: { eventSource: [source], eventName: [...known].toSorted() },
      },
    ]),
  );
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
