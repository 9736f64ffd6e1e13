import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Attempt } from "../../finding-types.ts";

/** What a try came to. */
export function AttemptStatus({ attempt: { after, finishedAt, undone } }: { attempt: Attempt }) {
  if (undone !== undefined) return <StatusIndicator type="stopped">Undone since</StatusIndicator>;
  if (after !== undefined) return <StatusIndicator type="success">Put right</StatusIndicator>;
  if (finishedAt === undefined) return <StatusIndicator type="in-progress">Under way</StatusIndicator>;
  return <StatusIndicator type="error">Did not get to a safe state</StatusIndicator>;
}
