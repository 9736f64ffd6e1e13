import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Textarea from "@cloudscape-design/components/textarea";
import { words } from "../../decide/decision-words.ts";
import { type BulkAction, isWrongHours, type Said } from "./bulk-decision.ts";

interface BulkFormProps {
  action: BulkAction;
  said: Said;
  onChange: (said: Said) => void;
  /** It has been sent with this already. */
  fixed: boolean;
}

/** Asks for what the decision takes beside the findings. */
export function BulkForm({ action, said, onChange, fixed }: BulkFormProps) {
  const { asks } = words[action];
  return (
    <>
      {asks.includes("hours") && (
        <FormField
          label="For how many hours"
          errorText={isWrongHours(said.hours) && "A whole number of hours, at least one."}
        >
          <Input
            type="number"
            value={said.hours}
            readOnly={fixed}
            onChange={({ detail }) => onChange({ ...said, hours: detail.value })}
          />
        </FormField>
      )}
      {asks.includes("reason") && (
        <FormField label="Reason" description="Kept for good, and shown to everyone.">
          <Textarea
            value={said.reason}
            readOnly={fixed}
            onChange={({ detail }) => onChange({ ...said, reason: detail.value })}
          />
        </FormField>
      )}
    </>
  );
}
