import type { Baseline, BaselineKey, GoodState } from "./schema.ts";
import type { BaselineStore } from "./store.ts";

/**
 * Keeps the good states that a record or a read has shown.
 *
 * @param seen where, when and how. A time that is still to come, as a forged record may have, counts as now: it would stand
 *   in the way of all that is seen until then.
 */
export async function keepGood(
  states: readonly GoodState[],
  seen: Pick<BaselineKey, "account" | "region"> & Pick<Baseline, "at" | "source" | "eventId">,
  baselines: Pick<BaselineStore, "put">,
  now: Date,
): Promise<void> {
  const at = new Date(Math.min(Date.parse(seen.at), now.getTime())).toISOString();
  await Promise.all(states.map((state) => baselines.put({ ...seen, ...state, at })));
}
