import type { Detection } from "../../src/detections/define.ts";
import { given } from "./given.ts";
import type { Outcome, Trial } from "./trial.ts";

/** What became of a trial; `failed` while it runs. */
export interface Tried {
  detection: string;
  attack: string;
  outcome: Outcome | { how: "failed"; what: string };
}

/** What the detections are tried with: each one's attacks, and what is given for it. */
export function allTrials(detections: readonly Detection[]) {
  return detections.flatMap((detection) => {
    const { id, attacks } = detection;
    const own = attacks.map(({ name, steps }) => ({ name, trialIn: (): Trial => ({ steps }) }));
    const others = Object.entries(given[id] ?? {}).map(([name, trialIn]) => ({ name, trialIn }));
    return [...own, ...others].map((trial) => ({ id, detection, ...trial }));
  });
}
