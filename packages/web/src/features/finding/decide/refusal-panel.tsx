import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { EventText } from "../../../text/event-text.tsx";
import { RoleButton } from "../../person/role-button.tsx";
import { DifferenceTable } from "../detail/state/difference-table.tsx";
import type { Finding, FindingDetail } from "../finding-types.ts";
import { DecisionDialog } from "./decision-dialog.tsx";
import { UndoPreview } from "./decisions.tsx";
import type { Sent } from "./sent.ts";

/** Why an undo was not carried out, with what has changed, and a way to go on over just that. */
export function RefusalPanel({
  refusal,
  detail,
  onSent,
}: {
  refusal: NonNullable<Finding["refusal"]>;
  detail: FindingDetail;
  onSent: (sent: Sent) => void;
}) {
  const [asked, setAsked] = useState(false);
  const { reason, was, now, force } = refusal;
  const { finding, undo } = detail;
  return (
    <Alert
      type="warning"
      header="The undo was refused"
      action={
        force !== undefined &&
        undo?.possible && (
          <RoleButton role="responder" onClick={() => setAsked(true)}>
            Undo anyway
          </RoleButton>
        )
      }
    >
      <SpaceBetween size="s">
        <EventText text={reason} limit={500} />
        {now && <DifferenceTable label="What has changed since" before={was ?? {}} after={now} />}
      </SpaceBetween>
      {asked && (
        <DecisionDialog
          id={finding.id}
          action="undo"
          force={force}
          onClose={() => setAsked(false)}
          onSent={onSent}
        >
          {undo && <UndoPreview undo={undo} />}
        </DecisionDialog>
      )}
    </Alert>
  );
}
