import type { Deployment } from "@snapback/core/deployment/deployment";
import { defaultBusRules } from "@snapback/core/deployment/rules";
import { type EventSource, matches, Pattern } from "@snapback/core/event/pattern";
import { parseJson } from "@snapback/core/json";
import * as z from "zod";

/** A deployed rule's pattern; `undefined` where it is none that Snapback writes. */
export function parsePattern(text: string): Pattern | undefined {
  return Pattern.safeParse(parseJson(text)).data;
}

/** An event that no rule of a region matches. */
export interface Unheard {
  region: string;
  source: string;
  eventName: string;
}

/** The events that should be listened to and that no deployed rule of a region lets through. */
export function unheard(
  sources: Iterable<EventSource>,
  place: Pick<Deployment, "stage" | "account" | "home" | "regions">,
  patternsOf: (region: string) => readonly Pattern[],
): Unheard[] {
  const wanted = defaultBusRules(sources, place).flatMap(({ regions, pattern }) =>
    regions.flatMap((region) => eventsOf(pattern).map((event) => ({ region, ...event }))),
  );
  const missed = wanted
    .filter(({ region, event }) => !patternsOf(region).some((pattern) => matches(pattern, event)))
    .map(({ region, source, eventName }) => ({ region, source, eventName }));
  // An event that comes under several detail-types is one event.
  return [...new Map(missed.map((one) => [Object.values(one).join(" "), one])).values()];
}

/** The barest events that a pattern of ours lets through: one of each name and detail-type. */
function eventsOf(pattern: Pattern): { source: string; eventName: string; event: object }[] {
  const { account, source, "detail-type": detailTypes, detail } = OwnPattern.parse(pattern);
  const [eventSource = ""] = detail.eventSource;
  return detailTypes.flatMap((detailType) =>
    detail.eventName.map(barest).map((eventName) => ({
      source: eventSource,
      eventName,
      event: {
        account: account[0],
        source: source[0],
        "detail-type": detailType,
        detail: { eventSource, eventName },
      },
    })),
  );
}

/** Of names that end in a version, the one without. */
function barest(name: string | { prefix: string }): string {
  return typeof name === "string" ? name : name.prefix;
}

const EventName = z.union([z.string(), z.object({ prefix: z.string() })]);
const OwnPattern = z.object({
  account: z.array(z.string()),
  source: z.array(z.string()),
  "detail-type": z.array(z.string()),
  detail: z.object({ eventSource: z.array(z.string()), eventName: z.array(EventName) }),
});
