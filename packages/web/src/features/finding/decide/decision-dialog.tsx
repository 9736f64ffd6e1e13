import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { AskDialog } from "../../../dialog/ask-dialog.tsx";
import { NotDone } from "../../../dialog/not-done.tsx";
import { isReason } from "../../../dialog/reason.ts";
import { ReasonField } from "../../../dialog/reason-field.tsx";
import { type Action, type Decision, decide } from "./decision-request.ts";
import { words } from "./decision-words.ts";
import { DAY, isWrongHours } from "./hours.ts";
import { HoursField } from "./hours-field.tsx";
import type { Sent } from "./sent.ts";

interface DecisionDialogProps {
  id: string;
  action: Action;
  /** The plan that it is about, where it is about one. */
  proposal?: string | undefined;
  force?: string | undefined;
  /** What it will do, for the person to see first. */
  children?: ReactNode;
  onClose: () => void;
  /** Hears of it once it is written down. */
  onSent: (sent: Sent) => void;
}

/** Asks for what a decision takes, sends it, and closes; what the API says against it is shown. */
export function DecisionDialog({
  id,
  action,
  proposal = "",
  force,
  children,
  onClose,
  onSent,
}: DecisionDialogProps) {
  const { title, explanation, confirm, asks } = words[action];
  const [reason, setReason] = useState("");
  const [hours, setHours] = useState(DAY);
  const [key] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: () => decide(id, decisionOf(action, { proposal, reason, hours: Number(hours), force }), key),
    onSuccess: async ({ decision }) => {
      onClose();
      onSent({ id: decision, action, at: Date.now() });
      await queries.invalidateQueries();
    },
  });
  const ready =
    (!asks.includes("reason") || isReason(reason)) && (!asks.includes("hours") || !isWrongHours(hours));
  return (
    <AskDialog
      title={title}
      confirm={confirm}
      ready={ready}
      pending={sending.isPending}
      onConfirm={() => sending.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <Box>{explanation}</Box>
        {children}
        {asks.includes("hours") && <HoursField value={hours} onChange={setHours} />}
        {asks.includes("reason") && <ReasonField value={reason} onChange={setReason} />}
        <NotDone error={sending.error} />
      </SpaceBetween>
    </AskDialog>
  );
}

function decisionOf(
  action: Action,
  said: { proposal: string; reason: string; hours: number; force: string | undefined },
): Decision {
  const { proposal, hours, force } = said;
  const reason = said.reason.trim();
  switch (action) {
    case "approve":
      return { action, proposal };
    case "reject":
      return { action, proposal, reason };
    case "undo":
      return { action, reason, hours, force };
    case "exempt":
      return { action, reason, hours };
    case "dismiss":
      return { action, reason };
    case "retry":
      break;
  }
  return { action };
}
