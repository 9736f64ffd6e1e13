import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { CodeBlock } from "../../../text/code-block.tsx";
import { EventText } from "../../../text/event-text.tsx";
import type { Attempt, StepOutcome } from "../finding-types.ts";
import { StepStatus } from "./step-status.tsx";

interface Command {
  number: number;
  does: string;
  command: string;
  outcome?: StepOutcome | undefined;
}

function CommandItem({ label, item: { number, does, command, outcome } }: { label: string; item: Command }) {
  return (
    <SpaceBetween size="xxs">
      <div>
        {number}. <EventText text={does} />
      </div>
      <CodeBlock label={`${label} ${number}`} text={command} />
      {outcome && <StepStatus outcome={outcome} />}
    </SpaceBetween>
  );
}

function Undo({ items, changed }: { items: Command[]; changed: boolean }) {
  if (items.length === 0) return null;
  const words = changed
    ? "These commands bring back what was taken away, with the rights of whoever runs them."
    : "No step changed anything, so there is nothing to undo.";
  return (
    <SpaceBetween size="s">
      <Box variant="h3">To undo it</Box>
      <Box color="text-body-secondary">{words}</Box>
      {changed && items.map((item) => <CommandItem key={item.number} label="Undo command" item={item} />)}
    </SpaceBetween>
  );
}

/** The plan and its undo, as AWS CLI commands. */
export function ResponsePlan({ attempt }: { attempt: Attempt }) {
  const { plan, steps, commands, undoCommands, finishedAt } = attempt;
  const planned = plan.steps.map(({ does }, index) => {
    return { number: index + 1, does, command: commands[index] ?? "", outcome: steps[index] };
  });
  const undo = plan.undo.map(({ does }, index) => ({
    number: index + 1,
    does,
    command: undoCommands[index] ?? "",
  }));
  // A step that was started and never reported may have run.
  const changed =
    finishedAt === undefined || steps.some(({ status }) => status === "done" || status === "started");
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="s">
        <Box variant="h3">Plan</Box>
        {planned.map((item) => (
          <CommandItem key={item.number} label="Command" item={item} />
        ))}
      </SpaceBetween>
      <Undo items={undo} changed={changed} />
    </SpaceBetween>
  );
}
