import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";
import type { Finding, State } from "../finding/finding-types.ts";
import type { AttackRun } from "./attack-request.ts";

const QUICK_MS = 1000;
const SLOW_MS = 5000;
/** What has not come by then will hardly come. */
export const PATIENT_MS = 60_000;
const MOST = "50";

const moving: ReadonlySet<State> = new Set(["open", "responding", "undoing"]);

/** The findings that an attack's calls have led to, while more may become of them. */
export function runFindings(id: number, run: Pick<AttackRun, "startedAt" | "steps"> | undefined) {
  const events = new Set(run?.steps.flatMap(({ eventId }) => eventId ?? []));
  const queryKey = ["sandbox-findings", id] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }) => {
      const where = [`lastSeen>=${wholeSecond(run?.startedAt)}`];
      const query = { where, sort: "lastSeen", limit: MOST } as const;
      const { findings } = await parseResponse(api.findings.$get({ query }, patience(signal)));
      return cameOf(events, findings, client.getQueryData<Finding[]>(queryKey));
    },
    enabled: events.size > 0,
    gcTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => intervalOf(state.data, Date.now() - Date.parse(run?.startedAt ?? "")),
  });
}

/** CloudTrail's times have no fraction, and lie before what they are about. */
function wholeSecond(at = ""): string {
  return `${at.slice(0, 19)}Z`;
}

function intervalOf(findings: readonly Finding[] | undefined, sinceMs: number): number {
  if (findings === undefined || findings.length === 0) return sinceMs < PATIENT_MS ? QUICK_MS : SLOW_MS;
  return findings.some(({ state, hold }) => moving.has(state) && hold === undefined) ? QUICK_MS : SLOW_MS;
}

/**
 * The findings that name one of these events as the call that opened them or as their latest. One that was known stays,
 * though a later call may be its latest by now.
 */
export function cameOf<Come extends Pick<Finding, "id" | "opened" | "latest">>(
  events: ReadonlySet<string>,
  findings: readonly Come[],
  known: readonly Come[] = [],
): Come[] {
  const held = new Set(known.map(({ id }) => id));
  const found = findings.filter(
    ({ id, opened, latest }) => held.has(id) || events.has(opened.eventId) || events.has(latest.eventId),
  );
  return [...found, ...known.filter(({ id }) => !found.some((one) => one.id === id))];
}
