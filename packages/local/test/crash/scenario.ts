import type { State } from "@snapback/core/finding/schema";
import type { Config } from "@snapback/core/settings/config";
import type { Handlers } from "./handlers.ts";
import type { Stage } from "./stage.ts";

/**
 * Something that happens, step by step. Processes are killed in `run` alone: what is `before`, and has come to rest by its end,
 * has scenarios of its own.
 */
export interface Scenario {
  choices?: Partial<Config>;
  before?: (stage: Stage) => Promise<unknown>;
  run: (stage: Stage) => Promise<unknown>;
  /** The state in which it leaves what is found on port 22. */
  leaves?: State;
  /** Whose processes are killed; the others do the same in another scenario. */
  dying?: readonly (keyof Handlers)[];
  /** Notices are sent, too. */
  telling?: boolean;
  /** Somebody shuts it while Snapback is about to: after a crash nobody can say who it was. */
  either?: boolean;
}

/** With this a person is asked before anything is shut. */
export const asking: Partial<Config> = { modes: { "ec2-sg-ingress-world": "approve" } };

export async function found(stage: Stage): Promise<void> {
  await stage.open();
  await stage.rest();
}

export async function later(stage: Stage, hours: number): Promise<void> {
  stage.world.forward(hours * 3_600_000);
  await stage.rest();
}

export async function approve(stage: Stage): Promise<void> {
  const { proposal } = await stage.finding();
  await stage.decide("approve", { proposal: proposal?.id });
  await stage.rest();
}

export async function undo(stage: Stage, more: object = {}): Promise<void> {
  await stage.decide("undo", { reason: "it is needed", ...more });
  await stage.rest();
}

export async function exempt(stage: Stage): Promise<void> {
  await stage.decide("exempt", { reason: "it is needed", hours: 1 });
  await stage.rest();
}
