import { afterAll, expect, inject, it } from "vitest";
import { detections } from "../../src/detections/registry.ts";
import { openMotoArena } from "./moto-arena.ts";
import { summary } from "./summary.ts";
import { tryOut } from "./trial.ts";
import { allTrials, type Tried } from "./trials.ts";

/* Every attack of every detection against moto, an emulator of AWS that is not ours. */

/** How many detections have to be proven there, undo and all. */
const PROVEN = 50;

const endpoint = inject("moto");
const tried: Tried[] = [];
afterAll(() => void process.stdout.write(`\n${summary(tried)}\n`));

it.each(allTrials(detections))("$id: $name", async ({ id, name, detection, trialIn }) => {
  const arena = await openMotoArena(endpoint);
  const fallen = { detection: id, attack: name, outcome: { how: "failed" as const, what: "see above" } };
  const at = tried.push(fallen) - 1;
  const outcome = await tryOut(detection, trialIn(arena.place), arena);
  tried[at] = { ...fallen, outcome };
  expect(outcome.what).not.toBe("");
});

it(`at least ${PROVEN} detections are proven: their undo brings back what was before`, () => {
  const proven = new Set(
    tried.filter(({ outcome }) => outcome.how === "proven").map(({ detection }) => detection),
  );
  expect(proven.size).toBeGreaterThanOrEqual(PROVEN);
});
