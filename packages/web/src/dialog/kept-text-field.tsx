import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";

interface KeptTextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** How many characters the API takes. */
  longest: number;
  rows?: number;
  readOnly?: boolean;
}

/** Asks for a text that is kept for good. */
export function KeptTextField({
  label,
  value,
  onChange,
  longest,
  rows,
  readOnly = false,
}: KeptTextFieldProps) {
  const long = value.trim().length > longest;
  return (
    <FormField
      label={label}
      description="Kept for good, and shown to everyone."
      errorText={long && `At most ${longest.toLocaleString("en")} characters.`}
    >
      <Textarea
        value={value}
        readOnly={readOnly}
        {...(rows !== undefined && { rows })}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
