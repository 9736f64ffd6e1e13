import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { Draft } from "./draft.ts";
import type { Field } from "./form-model.ts";

interface ParameterFieldProps {
  field: Field;
  draft: Draft | undefined;
  /** Where it is in the form: `worldPrefixes.ipv4`. */
  path: string;
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  onChange: (draft: Draft) => void;
}

export function ParameterField({ field, draft, path, problems, readOnly, onChange }: ParameterFieldProps) {
  const text = typeof draft === "string" ? draft : "";
  const { label, description } = field;
  if (field.kind === "boolean")
    return (
      <Checkbox
        checked={draft === true}
        disabled={readOnly}
        description={[description, constraintOf(field)].filter(Boolean).join(". ")}
        onChange={({ detail }) => onChange(detail.checked)}
      >
        {label}
      </Checkbox>
    );
  if (field.kind === "group") {
    const inner = typeof draft === "object" ? draft : {};
    return (
      <FormField label={label} description={description} stretch>
        <SpaceBetween size="s">
          {field.fields.map((each) => (
            <ParameterField
              key={each.name}
              field={each}
              draft={inner[each.name]}
              path={`${path}.${each.name}`}
              problems={problems}
              readOnly={readOnly}
              onChange={(next) => onChange({ ...inner, [each.name]: next })}
            />
          ))}
        </SpaceBetween>
      </FormField>
    );
  }
  return (
    <FormField
      label={label}
      description={description}
      constraintText={constraintOf(field)}
      errorText={problems[path]}
    >
      {field.kind === "choice" ? (
        <Select
          disabled={readOnly}
          options={field.options.map((value) => ({ value }))}
          selectedOption={{ value: text }}
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
        />
      ) : field.kind === "integer" || field.kind === "text" ? (
        <Input
          readOnly={readOnly}
          value={text}
          {...(field.kind === "integer" && { inputMode: "numeric" })}
          onChange={({ detail }) => onChange(detail.value)}
        />
      ) : (
        <Textarea
          readOnly={readOnly}
          value={text}
          rows={Math.min(12, Math.max(2, text.split("\n").length))}
          onChange={({ detail }) => onChange(detail.value)}
        />
      )}
    </FormField>
  );
}

function constraintOf(field: Field): string {
  const { fallback } = field;
  return [shapeOf(field), fallback === undefined ? "" : `Default: ${fallback}.`].filter(Boolean).join(" ");
}

function shapeOf(field: Field): string {
  switch (field.kind) {
    case "list":
      return field.of === "text"
        ? "One a line."
        : `${rangeOf("Whole numbers", field)}, one a line or with commas.`;
    case "integer":
      return `${rangeOf("A whole number", field)}.`;
    case "json":
      return "As JSON.";
    case "boolean":
    case "choice":
    case "group":
    case "text":
      break;
  }
  return "";
}

function rangeOf(
  what: string,
  { minimum, maximum }: { minimum: number | undefined; maximum: number | undefined },
): string {
  const [least, most] = [minimum?.toLocaleString("en"), maximum?.toLocaleString("en")];
  if (least !== undefined && most !== undefined) return `${what} from ${least} to ${most}`;
  if (least !== undefined) return `${what}, at least ${least}`;
  return most === undefined ? what : `${what}, at most ${most}`;
}
