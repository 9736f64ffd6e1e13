import Alert from "@cloudscape-design/components/alert";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { EventText } from "../../text/event-text.tsx";
import { PersonPanel } from "../person/person-panel.tsx";
import { CapPanel } from "./cap/cap-panel.tsx";
import { ChannelsPanel } from "./channels/channels-panel.tsx";
import { HandlingPanel } from "./handling-panel.tsx";
import { installation } from "./installation-request.ts";
import { PausePanel } from "./pause/pause-panel.tsx";
import { RetentionPanel } from "./retention-panel.tsx";
import type { Settings } from "./settings-request.ts";

/** What holds for all of Snapback, and who may change it. */
export function SettingsView({ settings }: { settings: Settings }) {
  const { data, isError } = useQuery(installation());
  const { problems } = settings;
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description="Modes and parameters are with the detections.">
        Settings
      </Header>
      {problems.length > 0 && <Problems problems={problems} />}
      <PausePanel {...settings} />
      <CapPanel {...settings} />
      <ChannelsPanel />
      <HandlingPanel {...settings} sweepHours={data?.sweepHours} />
      <RetentionPanel kept={data?.kept} isBroken={isError} />
      <PersonPanel />
    </SpaceBetween>
  );
}

function Problems({ problems }: Pick<Settings, "problems">) {
  return (
    <Alert type="warning" header="Some of what people have changed does not hold">
      <SpaceBetween size="xs">
        {problems.map((problem) => (
          <EventText key={problem} text={problem} limit={600} />
        ))}
      </SpaceBetween>
    </Alert>
  );
}
