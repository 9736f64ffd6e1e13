import Alert from "@cloudscape-design/components/alert";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { visible } from "../../../text/visible.ts";
import { detectionList } from "../../detection/detection-list-request.ts";
import { settings } from "../../settings/settings-request.ts";
import styles from "../exemption.module.css";
import type { Draft, Problems } from "./draft.ts";

interface ScopeFieldsProps {
  draft: Draft;
  problems: Problems;
  onChange: (part: Partial<Draft>) => void;
}

const texts = [
  ["account", "Account", "Twelve digits.", "111122223333"],
  [
    "resource",
    "Resource",
    "Its ARN. * stands for any characters, ? for one.",
    "arn:aws:ec2:*:*:security-group/sg-*",
  ],
  [
    "principal",
    "Changes by",
    "The ARN of the user, or of the role behind the session. Everyone who made the violation has to fit.",
    "arn:aws:iam::111122223333:role/deploy-*",
  ],
  ["cidr", "Range", "What is open to no more than this range.", "203.0.113.0/24"],
  ["ports", "Ports", "What opens no port outside these.", "22, or 8000-8080"],
  ["finding", "Finding", "The id of one: this violation and no other.", "fnd_0123456789abcdef01234567"],
] as const;

export function ScopeFields({ draft, problems, onChange }: ScopeFieldsProps) {
  const detections = useQuery(detectionList()).data?.detections ?? [];
  const tagKeys = useQuery(settings()).data?.exemptions.tagKeys ?? [];
  const any = { value: "", label: "Any" };
  const options = detections.map(({ id, title }) => ({ value: id, label: title, description: id }));
  const { detection, tagKey } = draft;
  return (
    <SpaceBetween size="l">
      {problems.scope !== undefined && <Alert type="error">{visible(problems.scope)}</Alert>}
      <div className={styles.form}>
        <FormField label="Detection" errorText={shown(problems.detection)} stretch>
          <Select
            filteringType="auto"
            filteringPlaceholder="Find a detection"
            filteringAriaLabel="Find a detection"
            options={[any, ...options]}
            selectedOption={
              [any, ...options].find(({ value }) => value === detection) ?? {
                value: detection,
                label: visible(detection),
              }
            }
            onChange={({ detail }) => onChange({ detection: detail.selectedOption.value ?? "" })}
            expandToViewport
          />
        </FormField>
        {texts.map(([name, label, description, placeholder]) => (
          <FormField
            key={name}
            label={label}
            description={description}
            errorText={shown(problems[name])}
            stretch
          >
            <Input
              value={draft[name]}
              placeholder={placeholder}
              spellcheck={false}
              onChange={({ detail }) => onChange({ [name]: detail.value })}
            />
          </FormField>
        ))}
        <FormField
          label="Tag"
          description={
            tagKeys.length === 0
              ? "None can be used: snapback.config.ts lists no exemptions.tagKeys."
              : "Of the resource; whoever may set it can exempt himself."
          }
          errorText={shown(problems.tagKey)}
          stretch
        >
          <Select
            disabled={tagKeys.length === 0 && tagKey === ""}
            options={[{ value: "", label: "None" }, ...tagKeys.map((value) => ({ value, label: value }))]}
            selectedOption={{ value: tagKey, label: tagKey === "" ? "None" : visible(tagKey) }}
            onChange={({ detail }) => onChange({ tagKey: detail.selectedOption.value ?? "" })}
            expandToViewport
          />
        </FormField>
        {tagKey !== "" && (
          <FormField label="The tag's value" errorText={shown(problems.tagValue)} stretch>
            <Input value={draft.tagValue} onChange={({ detail }) => onChange({ tagValue: detail.value })} />
          </FormField>
        )}
      </div>
    </SpaceBetween>
  );
}

/** The API's words can have something of what was typed in them. */
function shown(problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : visible(problem);
}
