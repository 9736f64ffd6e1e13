import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { explainFailure } from "../../../api/failure.ts";
import { EventText } from "../../../text/event-text.tsx";
import { pause, resume } from "../settings-request.ts";

const words = {
  pause: {
    title: "Pause automatic changes",
    explanation:
      "Snapback goes on finding, and changes nothing by itself, from the next step of what is under way on. What it would have done waits for approval, until somebody resumes.",
    confirm: "Pause",
  },
  resume: {
    title: "Resume automatic changes",
    explanation:
      "Snapback puts right again what it finds from now on, and counts the changes of the hour anew. What waits for approval goes on waiting.",
    confirm: "Resume",
  },
};

const LONGEST_REASON = 1000;

interface PauseDialogProps {
  action: keyof typeof words;
  onClose: () => void;
}

/** Asks why, and pauses or resumes. A pause needs a reason: others find themselves with it. */
export function PauseDialog({ action, onClose }: PauseDialogProps) {
  const { title, explanation, confirm } = words[action];
  const [reason, setReason] = useState("");
  // Another reason is another request; the same one, sent again after a failure, is the same.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: () => (action === "pause" ? pause : resume)(reason.trim(), key),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries();
    },
  });
  const long = reason.trim().length > LONGEST_REASON;
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
              disabled={long || (action === "pause" && reason.trim() === "")}
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
        <FormField
          label={action === "pause" ? "Reason" : "Reason (optional)"}
          description="Kept for good, and shown to everyone."
          errorText={long && `At most ${LONGEST_REASON.toLocaleString("en")} characters.`}
        >
          <Textarea
            value={reason}
            onChange={({ detail }) => {
              setReason(detail.value);
              setKey(crypto.randomUUID());
            }}
          />
        </FormField>
        {sending.isError && (
          <Alert type="error" header="This was not done">
            <EventText text={explainFailure(sending.error)} limit={1000} />
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  );
}
