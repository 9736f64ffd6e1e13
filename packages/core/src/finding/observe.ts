import type { Place } from "../detections/define.ts";
import type { Exemption } from "../exemption/schema.ts";
import { coverOf } from "../exemption/warning.ts";
import type { JsonObject } from "../json.ts";
import { closed } from "./attempt.ts";
import { findingId } from "./id.ts";
import type { Finding, Occurrence, Violation } from "./schema.ts";
import { at, move, type Note, write } from "./transitions.ts";

/** Deliveries of one event are known as repeats as long as fewer other events than this show the same violation. */
const RECENT_EVENTS = 100;
/** Different principals of an episode that are told apart. */
const PRINCIPALS = 20;
/** How long a published message may take before `reconcile` sends another. */
const PUBLISH_GRACE_MS = 60_000;

/** A call that shows a violation, with what the handler knows about it. */
export interface Observation {
  violation: Violation<JsonObject>;
  where: Place & { detection: string };
  occurrence: Occurrence;
  judged: Finding["judged"];
  /** Can `respond` look at the resource? */
  reachable: boolean;
  /** What covers it, of the exemptions that hold now. */
  exemption?: Exemption | undefined;
  /** How long before its end people are told of an exemption. */
  warnHours: number;
  /** No call showed it: a look at the account did. */
  bySweep?: boolean | undefined;
}

/**
 * Takes in a call that shows a violation: opens the finding, reopens it, adds to it, or records that it is exempt. The same
 * event again changes nothing, and then the finding itself comes back.
 */
export function observe(known: Finding | undefined, observation: Observation, now: Date): Finding {
  const { occurrence } = observation;
  if (known?.recentEvents.includes(occurrence.eventId)) return known;
  if (known && observation.bySweep && !isNews(known, occurrence)) return known;
  const seen = seenOf(known, observation);
  if (!known) return first(observation, seen, now);
  switch (known.state) {
    case "open":
    case "awaiting-approval":
    case "contested":
      return observation.exemption
        ? exempted(known, observation, seen, now)
        : addedTo(known, observation, seen, now);
    case "responding":
    case "undoing":
      // Whoever is at it looks at exemptions by itself.
      return addedTo(known, observation, seen, now);
    case "undone":
      return observation.exemption
        ? addedTo(known, observation, seen, now)
        : reopened(known, observation, seen, now);
    case "remediated":
    case "failed":
    case "exempt":
    case "dismissed":
    default:
      return observation.exemption
        ? exempted(known, observation, seen, now)
        : reopened(known, observation, seen, now);
  }
}

/**
 * A sweep says again and again what it sees. That is news only of what had been put right, and where it looked after that;
 * whatever is open, covered, failed or dismissed is known to be wrong.
 */
function isNews({ state, safe }: Finding, { eventTime }: Occurrence): boolean {
  return state === "remediated" && (safe === undefined || safe.at < eventTime);
}

type Seen = ReturnType<typeof seenOf>;

function seenOf(known: Finding | undefined, { violation, occurrence, judged }: Observation) {
  const { account: _, region: __, exposure, hold, ...shown } = violation;
  return {
    ...shown,
    exposure,
    judged,
    latest: occurrence,
    principals: withPrincipal(known?.principals ?? [], occurrence),
    recentEvents: [...(known?.recentEvents ?? []), occurrence.eventId].slice(-RECENT_EVENTS),
    occurrences: (known?.occurrences ?? 0) + 1,
  };
}

function withPrincipal(known: readonly string[], { actor }: Occurrence): string[] {
  const all = [...new Set([...known, actor.principal ?? ""])];
  return all.length <= PRINCIPALS ? all : [...new Set(["", ...known])];
}

function noteOf({ occurrence, violation }: Observation, what: string): Note {
  const { eventId, eventName, actor } = occurrence;
  const tell = violation.severity === "critical" || violation.severity === "high";
  const by = { kind: "caller" as const, name: actor.name };
  return { by, what: `${eventName}: ${what}`, eventId, ...(tell && { notice: "found" as const }) };
}

/** Nobody is told of what changes nothing for them. */
function quietly({ notice: _, ...note }: Note): Note {
  return note;
}

function first(observation: Observation, seen: Seen, now: Date): Finding {
  const { violation, where, occurrence, exemption, warnHours, reachable } = observation;
  const place = {
    ...where,
    account: violation.account ?? where.account,
    region: violation.region ?? where.region,
  };
  const fresh: Finding = {
    ...place,
    ...seen,
    id: findingId({ ...place, resource: violation.resource.arn, fingerprint: violation.fingerprint }),
    state: "open",
    hold: violation.hold,
    opened: occurrence,
    reopened: 0,
    attempts: [],
    remediations: [],
    version: 0,
    decided: [],
    look: reachable,
    recheck: false,
    retries: 0,
    dueAt: reachable ? at(now, PUBLISH_GRACE_MS) : undefined,
    pending: [],
  };
  const note = noteOf(observation, violation.summary);
  return exemption
    ? write(fresh, { ...covered(exemption, warnHours), state: "exempt" }, exemptNote(note, exemption), now)
    : write(fresh, {}, note, now);
}

/** What a finding is like while an exemption covers it. */
export function covered(exemption: Exemption, warnHours: number): Partial<Finding> {
  const cover = coverOf(exemption, warnHours);
  return {
    exemption: cover,
    look: false,
    proposal: undefined,
    approval: undefined,
    lease: undefined,
    recheck: false,
    safe: undefined,
    failure: undefined,
    dismissed: undefined,
    dueAt: cover.warnAt,
  };
}

function exemptNote(note: Note, { id, reason }: Exemption): Note {
  return quietly({ ...note, what: `${note.what}; exempt by ${id}: ${reason}` });
}

function exempted(known: Finding, observation: Observation, seen: Seen, now: Date): Finding {
  const { exemption, warnHours, occurrence } = observation;
  if (!exemption) return known;
  const again = known.state === "remediated" || known.state === "failed" || known.state === "dismissed";
  const changes = {
    ...seen,
    ...covered(exemption, warnHours),
    ...(again && {
      opened: occurrence,
      principals: withPrincipal([], occurrence),
      reopened: known.reopened + 1,
    }),
    // The warning of an end that was given stands.
    ...(known.exemption?.id === exemption.id && { exemption: known.exemption, dueAt: known.dueAt }),
  };
  const note = exemptNote(noteOf(observation, "seen"), exemption);
  return move(closed(known, {}, now), "exempt", changes, note, now);
}

function reopened(known: Finding, observation: Observation, seen: Seen, now: Date): Finding {
  const { violation, occurrence, reachable } = observation;
  const changes = {
    ...seen,
    ...episode(known),
    hold: violation.hold,
    opened: occurrence,
    principals: withPrincipal([], occurrence),
    look: reachable,
    dueAt: reachable ? at(now, PUBLISH_GRACE_MS) : undefined,
  };
  return move(known, "reopen", changes, noteOf(observation, `again, after it was ${known.state}`), now);
}

/** A new episode knows nothing of how the one before it ended. */
export function episode(known: Finding): Partial<Finding> {
  return {
    reopened: known.reopened + 1,
    safe: undefined,
    failure: undefined,
    proposal: undefined,
    approval: undefined,
    exemption: undefined,
    dismissed: undefined,
    refusal: undefined,
    contested: undefined,
    settlingUntil: undefined,
    recheck: false,
    retries: 0,
  };
}

function addedTo(known: Finding, observation: Observation, seen: Seen, now: Date): Finding {
  const { violation, reachable } = observation;
  const { state } = known;
  // A call that Snapback may act on lifts an earlier hold, never the other way round.
  const lifted = known.hold !== undefined && violation.hold === undefined && reachable;
  const changes = {
    ...seen,
    ...(lifted && state === "open" && { hold: undefined, look: true, dueAt: at(now, PUBLISH_GRACE_MS) }),
    ...(lifted && state === "responding" && { hold: undefined }),
    recheck: state === "responding",
  };
  return write(known, changes, quietly(noteOf(observation, `seen again while ${known.state}`)), now);
}
