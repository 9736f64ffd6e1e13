import { awsFailure, awsWords } from "../../src/aws/error.ts";
import type { Baseline, GoodState } from "../../src/baseline/schema.ts";
import type { Detection, Inspection, Look } from "../../src/detections/define.ts";
import type { Violation } from "../../src/finding/schema.ts";
import type { JsonObject } from "../../src/json.ts";
import type { Arena } from "./arena.ts";
import { NotThereError, type SeenCall, watched } from "./watched.ts";

export type Found = Violation<JsonObject>;

/** All that a trial knows while it runs. */
export interface Running extends Arena {
  detection: Detection;
  seen: SeenCall[];
  keep: (states: readonly GoodState[] | undefined) => void;
  baseline: Look["baseline"];
  /** Now, unless another time is given. */
  inspect: (violation: Found, now?: Date) => Promise<Inspection>;
}

/** Nothing is known yet. */
export function start(detection: Detection, arena: Arena): Running {
  const { place, lacks, mend } = arena;
  const seen: SeenCall[] = [];
  const live = watched(arena.live, { tell: (call) => void seen.push(call), lacks, mend });
  const baselines = new Map<string, Baseline>();
  const keep = (states: readonly GoodState[] = []) => {
    for (const { resource, aspect, value } of states)
      baselines.set(`${resource} ${aspect}`, {
        ...place,
        resource,
        aspect,
        ...(value && { value }),
        at: new Date().toISOString(),
        source: "event",
      });
  };
  const baseline = async (resource: string, aspect: string) => baselines.get(`${resource} ${aspect}`);
  return {
    ...arena,
    live,
    detection,
    seen,
    keep,
    baseline,
    async inspect({ resource, evidence }, now = new Date()) {
      const look = { live, baseline, now };
      try {
        const looked = await detection.response?.inspect({ resource, evidence }, look, {});
        keep(looked?.baselines);
        return looked ?? { state: {} };
      } catch (error) {
        if (awsFailure(error) !== "gone") throw error;
        return { state: { gone: awsWords(error).message } };
      }
    },
  };
}

/** What a sweep finds: nothing where the detection has none, or the emulator does not have what it reads. What is good it keeps. */
export async function sweep({ detection, place, live, keep }: Running): Promise<string[] | undefined> {
  if (!detection.sweep) return undefined;
  const keys: string[] = [];
  try {
    for await (const { violations, baselines } of detection.sweep.resources({ ...place, live }, {})) {
      keep(baselines);
      keys.push(...violations.map(keyOf));
    }
  } catch (error) {
    // The response can be proven without.
    if (error instanceof NotThereError) return undefined;
    throw error;
  }
  return keys;
}

export function keyOf({ resource, fingerprint }: Pick<Found, "resource" | "fingerprint">): string {
  return `${resource.arn} ${fingerprint}`;
}
