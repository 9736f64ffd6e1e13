import { expect } from "vitest";
import { type Detection, listeners } from "../../src/detections/define.ts";
import { isListenedTo, placeOf } from "../../src/detections/judge.ts";
import { type CloudTrailRecord, parseRecord } from "../../src/event/record.ts";
import { resolveInput, type Step } from "../../src/response/plan.ts";
import type { Arena } from "./arena.ts";
import { prove, type Shortfall } from "./proof.ts";
import { eventOf } from "./recorded/index.ts";
import { type Found, keyOf, type Running, start, sweep } from "./running.ts";
import { NotThereError } from "./watched.ts";

/** What became of one attack. */
export interface Outcome {
  how: "proven" | "detection only" | "no undo" | "not there";
  /** Which operation the emulator doesn't have; or what else there is to say. */
  what: string;
}

/** What is tried: an attack as the detection declares it, or calls and a record that no call makes (a sign-in). */
export interface Trial {
  steps: readonly Step[];
  /** Records that AWS writes without a call of the attacker's, after the steps. */
  records?: (answers: readonly unknown[]) => readonly unknown[];
  /** Why a sweep can't find it here: no call of an emulator's brings the account into that state. */
  unswept?: string;
}

/**
 * Attacks an account, and has the detection answer: it has to find something, and to put it right; and its undo has to bring
 * back, to the last member that it reads, what was before.
 *
 * @throws an assertion's error where it doesn't
 */
export async function tryOut(detection: Detection, trial: Trial, arena: Arena): Promise<Outcome> {
  try {
    return await attempt(detection, trial, arena);
  } catch (error) {
    if (error instanceof NotThereError) return { how: "not there", what: error.operation };
    throw error;
  }
}

async function attempt(detection: Detection, trial: Trial, arena: Arena): Promise<Outcome> {
  const running = start(detection, arena);
  const given = await attack(trial, running);
  const violations = await detected([...(await arena.records()), ...given], running);
  expect(violations, `${detection.id} found nothing`).not.toEqual([]);
  const { misses = [] } = detection.sweep ?? {};
  const keys = violations
    .filter(({ fingerprint }) => !misses.some((missed) => fingerprint.startsWith(missed)))
    .map(keyOf);
  const swept = await sweep(running);
  if (swept && !trial.unswept)
    expect(swept, "a sweep finds what the event shows").toEqual(expect.arrayContaining(keys));
  if (!detection.response) return { how: "detection only", what: `${violations.length} found` };
  const short: Shortfall[] = [];
  for (const violation of violations) short.push(...(await prove(violation, running)));
  const [first] = short;
  if (first && short.length === violations.length)
    return { how: first.how, what: short.map(({ what }) => what).join("; ") };
  return { how: "proven", what: `${violations.length - short.length} put right and taken back` };
}

/** Before a call that the detection listens to, a sweep has been by, as it has in an account that is watched. */
async function attack({ steps, records }: Trial, running: Running): Promise<readonly unknown[]> {
  const { detection, send, lacks } = running;
  const answers: unknown[] = [];
  for (const { service, operation, input } of steps) {
    if (isListened(service, operation, detection)) await sweep(running);
    try {
      answers.push(await send(service, operation, resolveInput(input, { steps: answers })));
    } catch (error) {
      if (lacks(error)) throw new NotThereError(`${service}:${operation}`, { cause: error });
      throw error;
    }
  }
  return records?.(answers) ?? [];
}

function isListened(service: string, operation: string, detection: Detection): boolean {
  const event = eventOf(service, operation);
  return (
    event !== undefined &&
    isListenedTo({ eventSource: event.source, eventName: event.name }, listeners([detection]))
  );
}

async function detected(raw: readonly unknown[], running: Running): Promise<Found[]> {
  const { detection, baseline, keep, live } = running;
  const found = new Map<string, Found>();
  for (const record of raw.map(parsed)) {
    if (!isListenedTo(record, listeners([detection]))) continue;
    const { violations, suspicions, baselines } = detection.detect(record, placeOf(record), {});
    keep(baselines);
    const assessed = await Promise.all(
      suspicions.map(({ ask }) => detection.assess(ask, live, {}, baseline)),
    );
    for (const violation of [...violations, ...assessed.flat()]) found.set(keyOf(violation), violation);
  }
  return [...found.values()];
}

function parsed(raw: unknown): CloudTrailRecord {
  const record = parseRecord(raw);
  if ("reason" in record) throw new Error(record.reason);
  return record;
}
