import Alert from "@cloudscape-design/components/alert";
import { useQuery } from "@tanstack/react-query";
import { explainFailure, statusOf } from "../../api/failure.ts";
import { EventText } from "../../text/event-text.tsx";
import { Ago } from "../../time/time.tsx";
import { settingsChanges } from "./settings-changes-request.ts";
import type { useSettingsChange } from "./use-settings-change.ts";

/** Why a change of the settings was not made. */
export function ChangeTrouble({
  change: { error, overtaken },
}: {
  change: Pick<ReturnType<typeof useSettingsChange>, "error" | "overtaken">;
}) {
  if (overtaken) return <Overtaken since={overtaken.since} />;
  // It is being looked at by whom.
  if (!error || statusOf(error) === 409) return null;
  return (
    <Alert type="error" header="This was not changed">
      <EventText text={explainFailure(error)} limit={1000} />
    </Alert>
  );
}

/** Somebody else was faster: who, and with what. */
function Overtaken({ since }: { since: number }) {
  const { data = [] } = useQuery(settingsChanges(since));
  return (
    <Alert type="warning" header="Somebody else has changed the settings meanwhile">
      What you chose is still here. See whether it is still right, and change it again.
      {data.length > 0 && (
        <ul>
          {data.map(({ id, by, what, at }) => (
            <li key={id}>
              <EventText text={by.name} limit={100} />: <EventText text={what} limit={200} />, <Ago at={at} />
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
