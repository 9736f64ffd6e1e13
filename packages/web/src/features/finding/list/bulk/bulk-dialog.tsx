import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { AskDialog } from "../../../../dialog/ask-dialog.tsx";
import { words } from "../../decide/decision-words.ts";
import { DAY } from "../../decide/hours.ts";
import type { Finding } from "../../finding-types.ts";
import { type BulkAction, isSaid } from "./bulk-decision.ts";
import { BulkFailures } from "./bulk-failures.tsx";
import { BulkForm } from "./bulk-form.tsx";
import { BulkTargets } from "./bulk-targets.tsx";
import { confirmWords, explanations, findingsInWords } from "./bulk-words.ts";
import { LeftOut } from "./left-out.tsx";
import { useBulk } from "./use-bulk.ts";

interface BulkDialogProps {
  action: BulkAction;
  /** Those that allow it. */
  findings: readonly Finding[];
  /** How many others are selected. */
  others: number;
  onClose: () => void;
  /** Hears which of them it was done for. */
  onDone: (ids: ReadonlySet<string>) => void;
}

/** Asks once, and decides about each of the findings by itself: what does not work for one is said, and works for the others. */
export function BulkDialog({ action, findings, others, onClose, onDone }: BulkDialogProps) {
  const { button } = words[action];
  const [chosen] = useState(findings);
  const [said, setSaid] = useState({ reason: "", hours: DAY });
  const bulk = useBulk({ action, chosen, said, onDone, onClose });
  const again = bulk.outcome !== undefined;
  return (
    <AskDialog
      title={`${button} ${findingsInWords(chosen.length)}`}
      size={action === "approve" ? "large" : "medium"}
      confirm={
        again ? `Try again for ${findingsInWords(bulk.open.length)}` : confirmWords(action, chosen.length)
      }
      ready={isSaid(action, said)}
      pending={bulk.running}
      onConfirm={bulk.begin}
      onClose={bulk.running ? bulk.stop : onClose}
      leave={
        bulk.running ? (
          <Button onClick={bulk.stop}>Stop</Button>
        ) : (
          <Button variant="link" onClick={onClose}>
            {again ? "Close" : "Cancel"}
          </Button>
        )
      }
    >
      <SpaceBetween size="m">
        <Box>{explanations[action]}</Box>
        <LeftOut count={others} />
        <BulkTargets action={action} findings={chosen} />
        <BulkForm action={action} said={said} onChange={setSaid} fixed={bulk.running || again} />
        {bulk.running && (
          <ProgressBar
            label={`${button} ${findingsInWords(bulk.open.length)}`}
            value={(100 * bulk.done) / Math.max(1, bulk.open.length)}
            additionalInfo={`${bulk.done.toLocaleString("en")} of ${bulk.open.length.toLocaleString("en")}`}
          />
        )}
        {!bulk.running && bulk.outcome && <BulkFailures {...bulk.outcome} />}
      </SpaceBetween>
    </AskDialog>
  );
}
