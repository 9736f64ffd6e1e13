import Select, { type SelectProps } from "@cloudscape-design/components/select";

interface ChoiceSelectProps {
  label: string;
  /** What stands for no choice: "Any service". */
  whatever: string;
  options: readonly { value: string; label: string }[];
  value: string | undefined;
  /** Hears "" where nothing is chosen any more. */
  onChange: (value: string) => void;
}

/** One choice of several, or none. A choice that is none of them, out of an address, shows as it is. */
export function ChoiceSelect({ label, whatever, options, value = "", onChange }: ChoiceSelectProps) {
  const all: SelectProps.Option[] = [{ value: "", label: whatever }, ...options];
  return (
    <Select
      ariaLabel={label}
      options={all}
      selectedOption={all.find((option) => option.value === value) ?? { value, label: value }}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? "")}
      expandToViewport
    />
  );
}
