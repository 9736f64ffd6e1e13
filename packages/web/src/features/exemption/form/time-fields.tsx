import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import TimeInput from "@cloudscape-design/components/time-input";
import { useQuery } from "@tanstack/react-query";
import { visible } from "../../../text/visible.ts";
import { settings } from "../../settings/settings-request.ts";
import type { Draft, Problems } from "./draft.ts";
import { durations } from "./durations.ts";

interface TimeFieldsProps {
  draft: Draft;
  problems: Problems;
  onChange: (part: Partial<Draft>) => void;
}

const AT_A_TIME = { value: "", label: "Until a day and a time" };

/** For how long, and why. */
export function TimeFields({ draft, problems, onChange }: TimeFieldsProps) {
  const limits = useQuery(settings()).data?.exemptions;
  const options = [...durations(limits?.maximumDays), AT_A_TIME];
  const { until } = problems;
  const most =
    limits && `At most ${limits.maximumDays.toLocaleString("en")} days, as snapback.config.ts says.`;
  return (
    <SpaceBetween size="l">
      <FormField
        label="For how long"
        description={most}
        errorText={draft.hours !== "" && until !== undefined && visible(until)}
      >
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === draft.hours) ?? AT_A_TIME}
          onChange={({ detail }) => onChange({ hours: detail.selectedOption.value ?? "" })}
          expandToViewport
        />
      </FormField>
      {draft.hours === "" && (
        <FormField
          label="Until"
          description="In your own time zone."
          errorText={until !== undefined && visible(until)}
        >
          <SpaceBetween direction="horizontal" size="xs">
            <DatePicker
              value={draft.date}
              placeholder="YYYY/MM/DD"
              ariaLabel="Day"
              isDateEnabled={(date) => isPossible(date, limits?.maximumDays)}
              onChange={({ detail }) => onChange({ date: detail.value })}
              expandToViewport
            />
            <TimeInput
              value={draft.time}
              format="hh:mm"
              placeholder="hh:mm"
              ariaLabel="Time"
              onChange={({ detail }) => onChange({ time: detail.value })}
            />
          </SpaceBetween>
        </FormField>
      )}
      <FormField
        label="Reason"
        description="Kept for good, and shown to everyone."
        errorText={problems.reason !== undefined && visible(problems.reason)}
        stretch
      >
        <Textarea value={draft.reason} onChange={({ detail }) => onChange({ reason: detail.value })} />
      </FormField>
    </SpaceBetween>
  );
}

/** A day that has not gone by yet, and that is not too far away. */
function isPossible(day: Date, maximumDays = 3650): boolean {
  const end = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
  return end > Date.now() && day.getTime() - Date.now() <= maximumDays * 86_400_000;
}
