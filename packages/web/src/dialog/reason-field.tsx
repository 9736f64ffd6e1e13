import { LONGEST_REASON } from "@snapback/core/decision/reason";
import { KeptTextField } from "./kept-text-field.tsx";

interface ReasonFieldProps {
  value: string;
  onChange: (value: string) => void;
  optional?: boolean;
  readOnly?: boolean;
}

/** Asks why something is done. */
export function ReasonField({ optional = false, ...field }: ReasonFieldProps) {
  return (
    <KeptTextField label={optional ? "Reason (optional)" : "Reason"} longest={LONGEST_REASON} {...field} />
  );
}
