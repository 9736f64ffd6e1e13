import { expect, it, onTestFinished } from "vitest";
import { detections } from "../../src/detections/registry.ts";
import { parseRecord } from "../../src/event/record.ts";
import { openSandboxArena } from "./sandbox-arena.ts";
import { tryOut } from "./trial.ts";
import { allTrials } from "./trials.ts";

/* Every attack of every detection against the sandbox, with the records that the sandbox writes. `npm run test:contract` does the
   same against an emulator that is not ours. */

it.each(allTrials(detections))("$id: $name", async ({ detection, trialIn }) => {
  const arena = await openSandboxArena();
  onTestFinished(arena.close);
  await tryOut(detection, trialIn(arena.place), arena);
  // Both of our pictures of CloudTrail are the same.
  const emitted = (await arena.records()).slice(0, arena.rendered.length);
  expect(arena.rendered.map(requested)).toEqual(emitted.map(requested));
});

it("every detection is tried", () => {
  const tried = new Set(allTrials(detections).map(({ id }) => id));
  expect(detections.filter(({ id }) => !tried.has(id)).map(({ id }) => id)).toEqual([]);
});

/** What is recorded of a call, without the token that the SDK makes up for each request. */
function requested(raw: unknown) {
  const record = parseRecord(raw);
  if ("reason" in record) throw new Error(record.reason);
  const { eventSource, eventName, requestParameters } = record;
  const text = JSON.stringify(requestParameters, (name, value) =>
    /^clientToken$/i.test(name) ? undefined : value,
  );
  return { eventSource, eventName, requestParameters: JSON.parse(text) };
}
