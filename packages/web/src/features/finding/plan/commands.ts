import type { StepOutcome } from "../finding-types.ts";

/** A step as the command that does the same. */
export interface Command {
  command: string;
  /** In words. */
  does?: string | undefined;
  outcome?: StepOutcome | undefined;
}

/** The commands of steps, with what the steps do and what became of them. */
export function commandsOf(
  steps: readonly { does: string }[],
  commands: readonly string[],
  outcomes: readonly StepOutcome[] = [],
): Command[] {
  return steps.map(({ does }, index) => ({
    command: commands[index] ?? "",
    does,
    outcome: outcomes[index],
  }));
}
