import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { isWrongHours } from "./hours.ts";

interface HoursFieldProps {
  value: string;
  onChange: (value: string) => void;
  readOnly?: boolean;
}

/** Asks for how long something is left alone. */
export function HoursField({ value, onChange, readOnly = false }: HoursFieldProps) {
  return (
    <FormField
      label="For how many hours"
      errorText={isWrongHours(value) && "A whole number of hours, at least one."}
    >
      <Input
        type="number"
        value={value}
        readOnly={readOnly}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
