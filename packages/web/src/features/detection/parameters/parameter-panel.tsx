import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type FormEvent, useState } from "react";
import { fieldErrors } from "../../../api/failure.ts";
import { RoleButton } from "../../person/role-button.tsx";
import { useMay } from "../../person/use-may.ts";
import type { Settings } from "../../settings/settings-request.ts";
import { ChangeTrouble } from "../change-trouble.tsx";
import { changeParameters, type DetectionDetail } from "../detection-request.ts";
import { useSettingsChange } from "../use-settings-change.ts";
import { type Drafts, draftOf, readDraft } from "./draft.ts";
import { formOf } from "./form-model.ts";
import { ParameterField } from "./parameter-field.tsx";
import { refusedFields } from "./refused-fields.ts";

interface ParameterPanelProps {
  detail: DetectionDetail;
  settings: Settings;
}

interface Typed {
  drafts: Drafts;
  /** They are the deployed ones, which are to hold again: also those of deploys to come. */
  takenBack: boolean;
}

/** A detection's parameters as they hold now, in a form that its own schema makes. */
export function ParameterPanel({ detail, settings }: ParameterPanelProps) {
  const { detection, deployed } = detail;
  const parameters = settings.parameters[detection.id];
  const [typed, setTyped] = useState<Typed>();
  const changing = useSettingsChange({
    current: settings,
    part: (all) => all.parameters[detection.id],
    onDone: () => setTyped(undefined),
  });
  const isAdmin = useMay("admin");
  const fields = formOf(parameters?.schema);
  const shown = typed?.drafts ?? draftOf(fields, parameters?.values ?? {});
  const read = readDraft(fields, shown);
  const problems = "problems" in read ? read.problems : refusedFields(fields, fieldErrors(changing.error));
  function type(next: Typed): void {
    if (typed === undefined) changing.begin();
    else changing.forget();
    setTyped(next);
  }
  function save(event: FormEvent): void {
    event.preventDefault();
    if (!("values" in read)) return;
    const values = typed?.takenBack ? undefined : read.values;
    changing.mutate((version) => changeParameters(detection.id, values, version));
  }
  if (fields.length === 0)
    return (
      <Container header={<Header variant="h2">Parameters</Header>}>
        <Box color="text-body-secondary">This detection has none.</Box>
      </Container>
    );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            parameters?.version === 0
              ? "As deployed."
              : `Changed here: version ${parameters?.version}. Findings name the version that judged them.`
          }
        >
          Parameters
        </Header>
      }
    >
      <form onSubmit={save}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {typed && (
                <Button formAction="none" variant="link" onClick={() => setTyped(undefined)}>
                  Cancel
                </Button>
              )}
              {isAdmin && parameters?.version !== 0 && (
                <Button
                  formAction="none"
                  onClick={() => type({ drafts: draftOf(fields, deployed.parameters), takenBack: true })}
                >
                  As deployed
                </Button>
              )}
              <RoleButton
                role="admin"
                variant="primary"
                disabled={typed === undefined || "problems" in read}
                loading={changing.isPending}
              >
                {typed?.takenBack ? "Take back what was chosen" : "Save the parameters"}
              </RoleButton>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="m">
            {fields.map((field) => (
              <ParameterField
                key={field.name}
                field={field}
                draft={shown[field.name]}
                path={field.name}
                problems={problems}
                readOnly={!isAdmin}
                onChange={(draft) => type({ drafts: { ...shown, [field.name]: draft }, takenBack: false })}
              />
            ))}
            {typed && <ChangeTrouble change={changing} />}
          </SpaceBetween>
        </Form>
      </form>
    </Container>
  );
}
