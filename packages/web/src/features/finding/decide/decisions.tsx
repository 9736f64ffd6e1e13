import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { clip, visible } from "../../../text/visible.ts";
import { RoleButton } from "../../person/role-button.tsx";
import type { FindingDetail } from "../finding-types.ts";
import { AddNote } from "../note/add-note.tsx";
import { CommandList } from "../plan/command-list.tsx";
import { commandsOf } from "../plan/commands.ts";
import { DecisionDialog } from "./decision-dialog.tsx";
import type { Action } from "./decision-request.ts";
import { words } from "./decision-words.ts";
import type { Sent } from "./sent.ts";

const LONGEST_REASON = 200;

interface DecisionsProps {
  detail: FindingDetail;
  /** Hears of what was decided. */
  onSent: (sent: Sent) => void;
}

/** What can be done about a finding now, a button each. */
export function Decisions({ detail, onSent }: DecisionsProps) {
  const { finding, actions, proposal, undo } = detail;
  const [asked, setAsked] = useState<Action>();
  // There is something to take back, and it can't be taken back now: that is worth saying why.
  const barred = undo && !undo.possible && !undo.byPerson ? undo.why : undefined;
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {actions.map((action) => (
          <RoleButton
            role="responder"
            key={action}
            variant={action === "approve" ? "primary" : "normal"}
            onClick={() => setAsked(action)}
          >
            {words[action].button}
          </RoleButton>
        ))}
        {barred !== undefined && (
          <RoleButton role="responder" disabled disabledReason={visible(clip(barred, LONGEST_REASON))}>
            {words.undo.button}
          </RoleButton>
        )}
        <AddNote id={finding.id} />
      </SpaceBetween>
      {asked && (
        <DecisionDialog
          id={finding.id}
          action={asked}
          proposal={proposal?.id}
          onClose={() => setAsked(undefined)}
          onSent={onSent}
        >
          {asked === "approve" && proposal && (
            <CommandList
              title="It runs"
              commands={commandsOf(proposal.plan.steps, proposal.commands)}
              lost={proposal.plan.lost}
            />
          )}
          {asked === "undo" && undo && <UndoPreview undo={undo} />}
        </DecisionDialog>
      )}
    </>
  );
}

export function UndoPreview({ undo }: { undo: NonNullable<FindingDetail["undo"]> }) {
  const commands = undo.commands.map((command) => ({ command }));
  return <CommandList title="It runs" commands={commands} lost={undo.lost} />;
}
