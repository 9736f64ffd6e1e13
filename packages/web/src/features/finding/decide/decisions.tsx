import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { FindingDetail } from "../finding-types.ts";
import { CommandList } from "./command-list.tsx";
import { DecisionDialog } from "./decision-dialog.tsx";
import type { Action } from "./decision-request.ts";
import { words } from "./decision-words.ts";

/** What can be done about a finding now, a button each. */
export function Decisions({ detail }: { detail: FindingDetail }) {
  const { finding, actions, proposal, undo } = detail;
  const [asked, setAsked] = useState<Action>();
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {actions.map((action) => (
          <Button
            key={action}
            variant={action === "approve" ? "primary" : "normal"}
            onClick={() => setAsked(action)}
          >
            {words[action].button}
          </Button>
        ))}
      </SpaceBetween>
      {asked && (
        <DecisionDialog
          id={finding.id}
          action={asked}
          proposal={proposal?.id}
          onClose={() => setAsked(undefined)}
        >
          {asked === "approve" && proposal && <CommandList title="It runs" commands={proposal.commands} />}
          {asked === "undo" && undo && (
            <CommandList title="It runs" commands={undo.commands} lost={undo.lost} />
          )}
        </DecisionDialog>
      )}
    </>
  );
}
