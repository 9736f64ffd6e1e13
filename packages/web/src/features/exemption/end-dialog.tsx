import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AskDialog } from "../../dialog/ask-dialog.tsx";
import { NotDone } from "../../dialog/not-done.tsx";
import { isReason } from "../../dialog/reason.ts";
import { ReasonField } from "../../dialog/reason-field.tsx";
import { type Exemption, endExemption } from "./exemption-request.ts";
import { ScopeParts } from "./scope-parts.tsx";

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
  return (
    <AskDialog
      title="End this exemption?"
      confirm="End exemption"
      ready={isReason(reason)}
      pending={ending.isPending}
      onConfirm={() => ending.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <ScopeParts scope={scope} />
        <Box>
          {consequence(findings.now)} Where the violation still stands, the finding is open again and its
          detection's mode decides: <b>in mode auto it is put right at once</b>. What a person had undone
          waits for approval.
        </Box>
        <ReasonField value={reason} onChange={setReason} />
        <NotDone error={ending.error} />
      </SpaceBetween>
    </AskDialog>
  );
}

function consequence(covered: number): string {
  if (covered === 0) return "It covers no finding now. It will cover none from now on.";
  return covered === 1
    ? "The finding that it covers now is looked at again."
    : `The ${covered.toLocaleString("en")} findings that it covers now are looked at again.`;
}
