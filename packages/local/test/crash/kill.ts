import { expect } from "vitest";
import type { Effect, Fate } from "./gate.ts";
import { holds } from "./invariants.ts";
import { outcomeOf, see } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";
import { openStage, type Person, type Stage } from "./stage.ts";

type Outcome = Awaited<ReturnType<typeof cameOf>>;

interface Kill {
  /** At the how many-th effect, from 0. */
  at: number;
  fate: Exclude<Fate, "through">;
}

/** A scenario is run many times over, and what comes before it once. */
async function prepare(scenario: Scenario) {
  const { choices = {}, before } = scenario;
  if (!before) return { ...scenario, beginning: undefined };
  const stage = await openStage(choices, () => "through");
  try {
    await before(stage);
    return { ...scenario, beginning: await stage.world.save() };
  } finally {
    await stage.world.close();
  }
}

/** What comes of a scenario, and the effects that it had on the way. */
async function play(scenario: Awaited<ReturnType<typeof prepare>>, person: Person, kill?: Kill) {
  const { choices = {}, run, either = false } = scenario;
  const effects: Effect[] = [];
  function decide(effect: Effect): Fate {
    if (!effect.changes) return "through";
    effects.push(effect);
    return kill && effects.length - 1 === kill.at ? kill.fate : "through";
  }
  const stage = await openStage(choices, decide, { ...scenario, person });
  try {
    await run(stage);
    expect(stage.failures).toEqual([]);
    return { outcome: await cameOf(stage, either), effects };
  } finally {
    await stage.world.close();
  }
}

async function cameOf({ world }: Stage, either: boolean) {
  const seen = await see(world);
  holds(seen);
  return { ...outcomeOf(seen, { either }), told: world.told.length > 0 };
}

/** `npm run test:crash` tries all kills. */
const ALL = process.env.KILLS === "all";

/**
 * To die after an effect is to die before the process's next one, so it is tried of the last ones alone, and of the calls that
 * change the account.
 */
function killsOf(effects: readonly Effect[], dying?: readonly string[]): Kill[] {
  return effects.flatMap((effect, at): Kill[] => {
    if (dying && !dying.some((handler) => effect.process.startsWith(handler))) return [];
    const last = effects[at + 1]?.process !== effect.process;
    const after = last || effect.name.startsWith("EC2.") || ALL;
    return [{ at, fate: "die before" }, ...(after ? [{ at, fate: "die after" } as const] : [])];
  });
}

/** Of these, what `npm test` has the time for: the last call that changes the account, or else the first write. */
function some(kills: Kill[], effects: readonly Effect[]): Kill[] {
  const call = kills.findLast(({ at }) => effects[at]?.name.startsWith("EC2."));
  const { at: chosen } = call ?? kills[0] ?? {};
  return kills.filter(({ at }) => ALL || at === chosen);
}

/**
 * Kills the process before and after each of a scenario's effects in turn, and lets AWS and `reconcile` do what they do then.
 * `judge` gets what has come of it, by the tables and the account's own log of calls, and what comes of it without.
 */
export async function forEachKill(
  described: Scenario,
  judge: (outcome: Outcome, undisturbed: Outcome, kill: string) => void,
): Promise<void> {
  const scenario = await prepare(described);
  const { outcome, effects } = await play(scenario, "repeats");
  judge(outcome, outcome, "nobody dies");
  for (const kill of some(killsOf(effects, scenario.dying), effects)) {
    const killed = await play(scenario, "repeats", kill);
    judge(killed.outcome, outcome, wordsOf(kill, effects));
  }
}

/** The outcome is the same, whoever dies on the way. */
export async function survives(scenario: Scenario): Promise<void> {
  await forEachKill(scenario, (outcome, undisturbed, kill) => {
    expect(outcome.findings).toMatchObject([{ state: scenario.leaves }]);
    expect(outcome, kill).toEqual(undisturbed);
  });
}

/**
 * The person does not ask again after the API died. `judge` gets what has come of that, and what comes of it where all that was
 * asked for is done, and where nothing was asked for.
 */
export async function forEachGivingUp(
  described: Scenario,
  judge: (outcome: Outcome, all: Outcome, nothing: Outcome, kill: string) => void,
): Promise<void> {
  const scenario = await prepare(described);
  const { outcome: all, effects } = await play(scenario, "repeats");
  const { outcome: nothing } = await play(scenario, "asks nothing");
  expect(all).not.toEqual(nothing);
  const kills = killsOf(effects, ["api"]);
  expect(kills.length).toBeGreaterThan(0);
  for (const kill of kills.filter((one) => ALL || one === kills[0] || one === kills.at(-1))) {
    const { outcome } = await play(scenario, "gives up", kill);
    judge(outcome, all, nothing, wordsOf(kill, effects));
  }
}

function wordsOf({ at, fate }: Kill, effects: readonly Effect[]): string {
  return `${fate} ${at}: ${effects[at]?.process} ${effects[at]?.name}`;
}
