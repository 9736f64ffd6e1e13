import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { explainFailure } from "../../../../api/failure.ts";
import { EventLine, EventText } from "../../../../text/event-text.tsx";
import { decide } from "../../decide/decision-request.ts";
import { words } from "../../decide/decision-words.ts";
import type { Finding } from "../../finding-types.ts";
import { type BulkAction, decisionAbout } from "./bulk-decision.ts";
import { eachOfMany } from "./each-of-many.ts";

interface BulkDialogProps {
  action: BulkAction;
  /** Those that allow it. */
  findings: readonly Finding[];
  /** How many others are selected. */
  others: number;
  onClose: () => void;
  /** Hears which of them it was done for. */
  onDone: (ids: ReadonlySet<string>) => void;
}

const DAY = "24";
const LISTED = 5;

/** Asks once, and decides about each of the findings by itself: what does not work for one is said, and works for the others. */
export function BulkDialog({ action, findings, others, onClose, onDone }: BulkDialogProps) {
  const { explanation, confirm, asks } = words[action];
  const [chosen] = useState(findings);
  const [keys] = useState(() => new Map(findings.map(({ id }) => [id, crypto.randomUUID()])));
  const [reason, setReason] = useState("");
  const [hours, setHours] = useState(DAY);
  const [left, setLeft] = useState(chosen);
  const [done, setDone] = useState(0);
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationFn: () => {
      setDone(0);
      const said = { reason: reason.trim(), hours: Number(hours) };
      const send = (finding: Finding) =>
        decide(finding.id, decisionAbout(finding, action, said), keys.get(finding.id) ?? "");
      return eachOfMany(left, send, setDone);
    },
    onSuccess: async (failed) => {
      const undone = new Set(failed.map(({ item }) => item.id));
      onDone(new Set(left.map(({ id }) => id).filter((id) => !undone.has(id))));
      setLeft(failed.map(({ item }) => item));
      if (failed.length === 0) onClose();
      await queries.invalidateQueries();
    },
  });
  const failed = deciding.data ?? [];
  const lacksReason = asks.includes("reason") && reason.trim() === "";
  const wrongHours = asks.includes("hours") && !/^[1-9]\d{0,4}$/.test(hours);
  return (
    <Modal
      visible
      header={`${words[action].button} ${count(chosen.length)}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {failed.length > 0 ? "Close" : "Cancel"}
            </Button>
            <Button
              variant="primary"
              disabled={lacksReason || wrongHours || left.length === 0}
              loading={deciding.isPending}
              onClick={() => deciding.mutate()}
            >
              {failed.length > 0 ? `Try ${count(left.length)} again` : confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>{explanation}</Box>
        {others > 0 && (
          <Alert type="info">
            {count(others)} of those that are selected don't allow it now, and stay as they are.
          </Alert>
        )}
        <ul>
          {chosen.slice(0, LISTED).map(({ id, summary }) => (
            <li key={id}>
              <EventLine text={summary} wrap />
            </li>
          ))}
          {chosen.length > LISTED && <li>and {count(chosen.length - LISTED)} more</li>}
        </ul>
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
        {deciding.isPending && (
          <ProgressBar
            label={`${words[action].button} ${count(left.length)}`}
            value={(100 * done) / Math.max(1, left.length)}
            additionalInfo={`${done.toLocaleString("en")} of ${left.length.toLocaleString("en")}`}
          />
        )}
        {failed.length > 0 && (
          <Alert type="error" header={`This was not done for ${count(failed.length)}`}>
            {failed.slice(0, LISTED).map(({ item, error }) => (
              <div key={item.id}>
                <EventLine text={item.summary} wrap />
                <EventText text={explainFailure(error)} limit={300} />
              </div>
            ))}
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  );
}

function count(findings: number): string {
  return findings === 1 ? "1 finding" : `${findings.toLocaleString("en")} findings`;
}
