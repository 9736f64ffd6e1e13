import Alert from "@cloudscape-design/components/alert";
import { words } from "../../decide/decision-words.ts";
import type { BulkAction } from "./bulk-decision.ts";
import { findingsInWords } from "./bulk-words.ts";

/** For how many findings something was decided. */
export interface Done {
  action: BulkAction;
  count: number;
}

/** Says that a decision about many findings was written down. */
export function BulkDone({ done, onDismiss }: { done: Done; onDismiss: () => void }) {
  return (
    <Alert type="success" dismissible dismissAriaLabel="Dismiss" onDismiss={onDismiss}>
      {words[done.action].sent}: {findingsInWords(done.count)}. Snapback takes it up within moments.
    </Alert>
  );
}
