import { ReasonField } from "../../../../dialog/reason-field.tsx";
import { words } from "../../decide/decision-words.ts";
import { HoursField } from "../../decide/hours-field.tsx";
import type { BulkAction, Said } from "./bulk-decision.ts";

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
        <HoursField value={said.hours} readOnly={fixed} onChange={(hours) => onChange({ ...said, hours })} />
      )}
      {asks.includes("reason") && (
        <ReasonField
          value={said.reason}
          readOnly={fixed}
          onChange={(reason) => onChange({ ...said, reason })}
        />
      )}
    </>
  );
}
