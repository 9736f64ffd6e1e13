import type { Story } from "../views.ts";
import { indented, type Line } from "./line.ts";
import { bold, dim } from "./style.ts";
import { relative, stamp } from "./time.ts";

type Proposal = NonNullable<Story["proposal"]>;
type Plan = Pick<Proposal["plan"], "lost" | "caveats" | "confirm"> & {
  steps: readonly { does: string }[];
  undo: readonly { does: string }[];
};

/** The plan that waits for a person, or would have run, as the commands that it is. */
export function proposalText(proposal: Proposal, now: Date): Line[] {
  const { id, plan, why, expiresAt, commands, undoCommands } = proposal;
  const until =
    expiresAt === undefined ? [] : [`Can be approved until ${stamp(expiresAt)}, ${relative(expiresAt, now)}`];
  return [
    [bold("Plan "), id],
    ...indented([why, ...until, ...planText(plan, { commands, undoCommands }), ...differenceText(proposal)]),
  ];
}

/** What a plan does, what would take it back, and what nothing brings back. */
export function planText(
  { steps, undo, lost = [], caveats = [], confirm }: Plan,
  { commands, undoCommands }: { commands: readonly string[]; undoCommands: readonly string[] },
): Line[] {
  return [
    ...stepLines(steps, commands),
    ...(undo.length === 0 ? ["It has no undo."] : ["Its undo:", ...indented(stepLines(undo, undoCommands))]),
    ...lostText(lost),
    ...caveats.map((caveat) => `Note: ${caveat}`),
    ...(confirm === undefined ? [] : [`In doubt: ${confirm}`]),
  ];
}

export function lostText(lost: readonly string[]): Line[] {
  return lost.map((what) => [{ text: "An undo does not bring back: ", style: "yellow" }, what]);
}

export function commandLines(commands: readonly string[]): Line[] {
  return commands.map((command) => [dim("$ "), command]);
}

function stepLines(steps: readonly { does: string }[], commands: readonly string[]): Line[] {
  return steps.flatMap(({ does }, index) => [
    `${index + 1}. ${does}`,
    ...indented(commandLines(commands.slice(index, index + 1)), "   "),
  ]);
}

/** What is different from the plan that was approved and no longer fits. */
function differenceText({ difference = [] }: Proposal): Line[] {
  if (difference.length === 0) return [];
  return [
    "Different from the plan that was approved:",
    ...difference.flatMap(({ was, now, undo }): Line[] => {
      const of = undo ? "undo: " : "";
      const gone: Line[] = was === undefined ? [] : [[{ text: `- ${of}${was}`, style: "red" }]];
      const come: Line[] = now === undefined ? [] : [[{ text: `+ ${of}${now}`, style: "green" }]];
      return [...gone, ...come];
    }),
  ];
}
