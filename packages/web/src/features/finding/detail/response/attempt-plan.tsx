import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Attempt } from "../../finding-types.ts";
import { Caveats } from "../../plan/caveats.tsx";
import { CommandList } from "../../plan/command-list.tsx";
import { commandsOf } from "../../plan/commands.ts";

const BRINGS_BACK = "These commands bring back what was taken away, with the rights of whoever runs them.";

/** A plan's undo may need what its steps answer. */
const FILL_IN = "Where it says <from step …>, fill in what that step answered.";

interface AttemptPlanProps {
  attempt: Attempt;
  /** Is its undo to be shown here, too? */
  undo?: boolean;
}

/** What was planned and what became of each step, with the undo that was written down before the first. */
export function AttemptPlan({ attempt, undo = true }: AttemptPlanProps) {
  const { plan, steps, commands, undoCommands, finishedAt, undone } = attempt;
  // A step that was started and never reported may have run.
  const changed =
    finishedAt === undefined || steps.some(({ status }) => status === "done" || status === "started");
  return (
    <SpaceBetween size="l">
      <Caveats caveats={plan.caveats} />
      <CommandList title="The plan" commands={commandsOf(plan.steps, commands, steps)} />
      {undo && changed && plan.undo.length > 0 && (
        <CommandList
          title="Its undo"
          about={undone === undefined ? aboutUndo(undoCommands) : "It has been undone."}
          commands={commandsOf(plan.undo, undoCommands)}
          lost={plan.lost}
        />
      )}
      {changed && plan.undo.length === 0 && <div>Nothing can be brought back: the plan has no undo.</div>}
      {!changed && <div>No step changed anything, so there is nothing to undo.</div>}
    </SpaceBetween>
  );
}

function aboutUndo(commands: readonly string[]): string {
  return commands.some((command) => command.includes("<from ")) ? `${BRINGS_BACK} ${FILL_IN}` : BRINGS_BACK;
}
