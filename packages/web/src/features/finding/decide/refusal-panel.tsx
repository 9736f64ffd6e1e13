import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { EventText } from "../../../text/event-text.tsx";
import { JsonBlock } from "../../../text/json-block.tsx";
import type { Finding, FindingDetail } from "../finding-types.ts";
import { CommandList } from "./command-list.tsx";
import { DecisionDialog } from "./decision-dialog.tsx";

/** Why an undo was not carried out, with what has changed, and a way to go on over just that. */
export function RefusalPanel({
  refusal,
  detail,
}: {
  refusal: NonNullable<Finding["refusal"]>;
  detail: FindingDetail;
}) {
  const [asked, setAsked] = useState(false);
  const { reason, was, now, force } = refusal;
  const { finding, undo } = detail;
  return (
    <Alert
      type="warning"
      header="The undo was refused"
      action={
        force !== undefined && undo?.possible && <Button onClick={() => setAsked(true)}>Undo anyway</Button>
      }
    >
      <SpaceBetween size="s">
        <EventText text={reason} limit={500} />
        {now && (
          <ColumnLayout columns={2} minColumnWidth={320}>
            <JsonBlock label="as Snapback left it" value={was ?? {}} />
            <JsonBlock label="as it was found" value={now} />
          </ColumnLayout>
        )}
      </SpaceBetween>
      {asked && (
        <DecisionDialog id={finding.id} action="undo" force={force} onClose={() => setAsked(false)}>
          {undo && <CommandList title="It runs" commands={undo.commands} lost={undo.lost} />}
        </DecisionDialog>
      )}
    </Alert>
  );
}
