import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { explainFailure } from "../../../api/failure.ts";
import { EventText } from "../../../text/event-text.tsx";
import { type Action, type Decision, decide } from "./decision-request.ts";
import { words } from "./decision-words.ts";
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

const DAY = "24";

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
  const lacksReason = asks.includes("reason") && reason.trim() === "";
  const wrongHours = asks.includes("hours") && !/^[1-9]\d{0,4}$/.test(hours);
  return (
    <Modal
      visible
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={lacksReason || wrongHours}
              loading={sending.isPending}
              onClick={() => sending.mutate()}
            >
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>{explanation}</Box>
        {children}
        {asks.includes("hours") && (
          <FormField
            label="For how many hours"
            errorText={wrongHours && "A whole number of hours, at least one."}
          >
            <Input type="number" value={hours} onChange={({ detail }) => setHours(detail.value)} />
          </FormField>
        )}
        {asks.includes("reason") && (
          <FormField label="Reason" description="Kept for good, and shown to everyone.">
            <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} />
          </FormField>
        )}
        {sending.isError && (
          <Alert type="error" header="This was not done">
            <EventText text={explainFailure(sending.error)} limit={1000} />
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
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
