import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AskDialog } from "../../../dialog/ask-dialog.tsx";
import { NotDone } from "../../../dialog/not-done.tsx";
import { isReason, isTooLong } from "../../../dialog/reason.ts";
import { ReasonField } from "../../../dialog/reason-field.tsx";
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
  const optional = action === "resume";
  return (
    <AskDialog
      title={title}
      confirm={confirm}
      ready={optional ? !isTooLong(reason) : isReason(reason)}
      pending={sending.isPending}
      onConfirm={() => sending.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <Box>{explanation}</Box>
        <ReasonField
          optional={optional}
          value={reason}
          onChange={(said) => {
            setReason(said);
            setKey(crypto.randomUUID());
          }}
        />
        <NotDone error={sending.error} />
      </SpaceBetween>
    </AskDialog>
  );
}
