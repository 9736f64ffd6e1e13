import { setImmediate } from "node:timers/promises";
import { type Decide, type Ended, type Fate, openGate } from "./gate.ts";
import { runAs } from "./wire.ts";
import type { World } from "./world.ts";

/** Lambda stops a function that runs longer than this. */
const TIMEOUT_MS = 60_000;

interface Held {
  process: string;
  release: (fate: Fate) => void;
}

/**
 * Processes side by side, one call at a time: each call is held until it is let go, so that whoever lets them go decides in which
 * order everything happens.
 */
export function openCrowd(world: World) {
  const held: Held[] = [];
  /** By process, when it began. */
  const live = new Map<string, number>();
  /** Processes that are at work, and not waiting for a call of theirs to be let go. */
  const moving = new Set<string>();
  let processes = 0;
  let wake = () => {};

  function decideFor(process: string): Decide {
    return () =>
      new Promise((letGo) => {
        held.push({ process, release: letGo });
        rests(process);
      });
  }
  function rests(process: string): void {
    moving.delete(process);
    wake();
  }
  /** Of a process with several calls at once one may be answered, and nothing follows before the others are. */
  async function answered(process: string): Promise<void> {
    await setImmediate();
    await setImmediate();
    if (held.some((call) => call.process === process)) rests(process);
  }

  /** Until every process waits for a call of its own to be let go. */
  async function idle(): Promise<void> {
    while (moving.size > 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    // A process may make several calls at once: the others follow the first closely.
    await setImmediate();
  }

  async function release(call: Held, fate: Fate): Promise<void> {
    held.splice(held.indexOf(call), 1);
    moving.add(call.process);
    call.release(fate);
    await idle();
  }

  return {
    /** Begins a process. What it came to is told to `then`. */
    async begin<T>(handler: string, work: () => Promise<T>, then: (ended: Ended<T>) => void): Promise<void> {
      processes += 1;
      const process = `${handler}-${processes}`;
      const gate = openGate(process, decideFor(process), () => void answered(process));
      live.set(process, world.now().getTime());
      moving.add(process);
      void runAs(gate, world, work).then((ended) => {
        live.delete(process);
        for (const call of held.filter((one) => one.process === process)) held.splice(held.indexOf(call), 1);
        then(ended);
        return rests(process);
      });
      await idle();
    },

    /** Settles the fate of one of the calls that wait. Answers whether there was any. */
    async letGo(choice: number, fate: Fate = "through"): Promise<boolean> {
      const call = held[choice % Math.max(1, held.length)];
      if (call) await release(call, fate);
      return call !== undefined;
    },

    /** Time goes on. Lambda stops who has run too long by then, unless it `livesOn`, as on the laptop. */
    async wait(milliseconds: number, livesOn: () => boolean): Promise<void> {
      world.forward(milliseconds);
      for (const [process, since] of live) {
        const call = held.find((one) => one.process === process);
        const late = since + TIMEOUT_MS <= world.now().getTime();
        if (call && late && !livesOn()) await release(call, "die before");
      }
    },
  };
}
