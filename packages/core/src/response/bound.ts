import type { Inspection } from "../detections/define.ts";
import { digestOf } from "../digest.ts";
import type { JsonObject } from "../json.ts";

/**
 * A finding is one item of at most 400 KB, with the states of up to five attempts. Whoever gives a resource a thousand rules must
 * not keep a response from being written down.
 */
const STATE_CHARACTERS = 15_000;
const GUARD_CHARACTERS = 10_000;

/** An inspection that a finding has room for: of what is too large, its digest, by which a change still shows. */
export function bounded(inspection: Inspection): Inspection {
  const { state, guard } = inspection;
  return {
    ...inspection,
    state: within(state, STATE_CHARACTERS),
    // What an undo relies on is compared in full before it is cut.
    guard: within(guard ?? state, GUARD_CHARACTERS),
  };
}

function within(value: JsonObject, characters: number): JsonObject {
  const text = JSON.stringify(value);
  if (text.length <= characters) return value;
  return { tooLargeToShow: text.length, digest: digestOf(value), beginning: text.slice(0, 2_000) };
}
