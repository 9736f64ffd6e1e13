import * as fc from "fast-check";
import { expect, it } from "vitest";
import { openDelivery } from "./delivery.ts";
import { holds } from "./invariants.ts";
import { see } from "./outcome.ts";
import { play, program } from "./program.ts";
import { handlersFor } from "./stage.ts";
import { openWorld } from "./world.ts";

/** `npm run test:crash` tries more, and `RUNS=1000` by hand. */
const numRuns = Number(process.env.RUNS ?? 5);

it("in no order of deliveries, decisions and crashes is anything lost, done twice, or not allowed", async () => {
  await fc.assert(
    fc.asyncProperty(program, async (one) => {
      const handlers = handlersFor({
        modes: { "ec2-sg-ingress-world": one.mode },
        contested: { times: 2, withinMinutes: 60, critical: "stop" },
      });
      const world = await openWorld();
      try {
        const failures = await play(one, world, handlers);
        const delivery = openDelivery(world, handlers, () => "through");
        await delivery.rest();
        expect([...failures, ...delivery.failures]).toEqual([]);
        holds(await see(world));
      } finally {
        await world.close();
      }
    }),
    { numRuns },
  );
}, 600_000);
