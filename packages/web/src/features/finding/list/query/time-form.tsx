import Button from "@cloudscape-design/components/button";
import DateInput from "@cloudscape-design/components/date-input";
import FormField from "@cloudscape-design/components/form-field";
import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TimeInput from "@cloudscape-design/components/time-input";
import { useState } from "react";
import { instantOf, localOf } from "./local-time.ts";

const HOUR_MS = 3_600_000;

const presets = [
  ["An hour ago", HOUR_MS],
  ["A day ago", 24 * HOUR_MS],
  ["A week ago", 7 * 24 * HOUR_MS],
] as const;

/** Asks for a time, in the person's own zone. */
export function TimeForm({ value, onChange }: PropertyFilterProps.ExtendedOperatorFormProps<string>) {
  const [{ date, time }, setLocal] = useState(() => localOf(value ?? undefined));
  const choose = (local: { date: string; time: string }) => {
    setLocal(local);
    onChange(instantOf(local) ?? null);
  };
  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="xs">
        {presets.map(([text, ms]) => (
          <Button
            key={text}
            variant="inline-link"
            onClick={() => choose(localOf(new Date(Date.now() - ms).toISOString()))}
          >
            {text}
          </Button>
        ))}
      </SpaceBetween>
      <FormField label="Date" description="As 2026/11/23">
        <DateInput
          value={date}
          placeholder="YYYY/MM/DD"
          onChange={({ detail }) => choose({ date: detail.value, time })}
        />
      </FormField>
      <FormField label="Time" description="In your own zone">
        <TimeInput
          value={time}
          format="hh:mm:ss"
          placeholder="hh:mm:ss"
          onChange={({ detail }) => choose({ date, time: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}
