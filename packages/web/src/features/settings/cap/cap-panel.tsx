import Alert from "@cloudscape-design/components/alert";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { explainFailure, statusOf } from "../../../api/failure.ts";
import { EventText } from "../../../text/event-text.tsx";
import { RoleButton } from "../../person/role-button.tsx";
import { useMay } from "../../person/use-may.ts";
import { changeCap, type Settings, settings } from "../settings-request.ts";
import { type CapDraft, capOf } from "./cap-draft.ts";
import { HourCount } from "./hour-count.tsx";

type CapPanelProps = Pick<Settings, "version" | "automaticChangesPerHour" | "automaticChangesThisHour">;

/** How many automatic changes may be made within an hour. What was typed outlives somebody else's change. */
export function CapPanel({ version, automaticChangesPerHour: cap, automaticChangesThisHour }: CapPanelProps) {
  const [draft, setDraft] = useState<CapDraft>();
  const isAdmin = useMay("admin");
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: ({ cap: chosen, made }: { cap: number; made: number }) => changeCap(chosen, made),
    onSuccess: (made) => {
      queries.setQueryData(settings().queryKey, made);
      setDraft(undefined);
    },
    onError: async (error) => {
      if (statusOf(error) !== 409) return;
      const latest = await queries.fetchQuery({ ...settings(), staleTime: 0 });
      // Shown by then: what is saved next was made of it.
      setDraft((typed) => typed && { ...typed, version: latest.version });
    },
  });
  const text = draft?.text ?? String(cap);
  const chosen = capOf(text);
  const changed = draft !== undefined && chosen !== cap;
  function save(event: FormEvent): void {
    event.preventDefault();
    if (draft && chosen !== undefined && changed) saving.mutate({ cap: chosen, made: draft.version });
  }
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="At the next change within a clock hour Snapback pauses itself, and people are told: so no fault of it, and nobody who provokes it, can make it change much."
        >
          Cap on automatic changes
        </Header>
      }
    >
      <ColumnLayout columns={2} variant="text-grid">
        <HourCount made={automaticChangesThisHour} cap={cap} />
        <form onSubmit={save}>
          <SpaceBetween size="m">
            <FormField
              label="At most so many within a clock hour"
              description="0: nothing is changed without a person."
              errorText={chosen === undefined && "A whole number, 0 or more."}
              secondaryControl={
                <RoleButton
                  role="admin"
                  formAction="submit"
                  loading={saving.isPending}
                  disabled={!changed || chosen === undefined}
                >
                  Save the cap
                </RoleButton>
              }
            >
              <Input
                inputMode="numeric"
                value={text}
                readOnly={!isAdmin}
                onChange={({ detail }) => {
                  saving.reset();
                  setDraft({ text: detail.value, version: draft?.version ?? version });
                }}
              />
            </FormField>
            {saving.isError && changed && <NotSaved error={saving.error} cap={cap} />}
          </SpaceBetween>
        </form>
      </ColumnLayout>
    </Container>
  );
}

function NotSaved({ error, cap }: { error: unknown; cap: number }) {
  if (statusOf(error) !== 409)
    return (
      <Alert type="error" header="The cap was not changed">
        <EventText text={explainFailure(error)} limit={1000} />
      </Alert>
    );
  return (
    <Alert type="warning" header="Somebody has changed the settings meanwhile">
      The cap is {cap.toLocaleString("en")} now. What you typed is still here: save it again, and it holds.
    </Alert>
  );
}
