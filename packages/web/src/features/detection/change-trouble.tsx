import Alert from "@cloudscape-design/components/alert";
import { explainFailure, statusOf } from "../../api/failure.ts";
import { EventText } from "../../text/event-text.tsx";
import type { useSettingsChange } from "./use-settings-change.ts";

/** Why a change of the settings was not made. */
export function ChangeTrouble({ change }: { change: Pick<ReturnType<typeof useSettingsChange>, "error"> }) {
  const { error } = change;
  if (!error) return null;
  const conflict = statusOf(error) === 409;
  return (
    <Alert
      type={conflict ? "warning" : "error"}
      header={conflict ? "Somebody else has changed the settings meanwhile" : "This was not changed"}
    >
      {conflict ? (
        "What you chose is still here. See whether it is still right, and change it again."
      ) : (
        <EventText text={explainFailure(error)} limit={1000} />
      )}
    </Alert>
  );
}
