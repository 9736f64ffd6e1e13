import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { explainFailure } from "../../api/failure.ts";
import { EventText } from "../../text/event-text.tsx";
import { type Exemption, endExemption } from "./exemption-request.ts";
import { ScopeParts } from "./scope-parts.tsx";

const LONGEST_REASON = 1000;

interface EndDialogProps {
  exemption: Exemption;
  onClose: () => void;
}

/** Says what the end of an exemption leads to, asks why, and ends it. Sent again it ends nothing twice. */
export function EndDialog({ exemption: { id, scope, findings }, onClose }: EndDialogProps) {
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: () => endExemption(id, reason.trim()),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries();
    },
  });
  const long = reason.trim().length > LONGEST_REASON;
  return (
    <Modal
      visible
      header="End this exemption?"
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
              disabled={long || reason.trim() === ""}
              loading={ending.isPending}
              onClick={() => ending.mutate()}
            >
              End exemption
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <ScopeParts scope={scope} />
        <Box>
          {consequence(findings.now)} Where the violation still stands, the finding is open again and its
          detection's mode decides: <b>in mode auto it is put right at once</b>. What a person had undone
          waits for approval.
        </Box>
        <FormField
          label="Reason"
          description="Kept for good, and shown to everyone."
          errorText={long && `At most ${LONGEST_REASON.toLocaleString("en")} characters.`}
        >
          <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
        {ending.isError && (
          <Alert type="error" header="This was not done">
            <EventText text={explainFailure(ending.error)} limit={1000} />
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  );
}

function consequence(covered: number): string {
  if (covered === 0) return "It covers no finding now. It will cover none from now on.";
  return covered === 1
    ? "The finding that it covers now is looked at again."
    : `The ${covered.toLocaleString("en")} findings that it covers now are looked at again.`;
}
