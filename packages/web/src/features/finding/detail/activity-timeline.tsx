import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Steps, { type StepsProps } from "@cloudscape-design/components/steps";
import { useState } from "react";
import { EventText } from "../../../text/event-text.tsx";
import { Time } from "../../../time/time.tsx";
import { showState } from "../finding-state.ts";
import type { Activity } from "../finding-types.ts";

const SHOWN = 20;

/** What an entry led to. */
function statusOf({ from, to }: Activity): StepsProps.Status {
  return from === to ? "info" : showState(to).type;
}

function Entry({ what }: { what: string }) {
  return (
    <Box fontWeight="normal">
      <EventText text={what} limit={300} />
    </Box>
  );
}

function EntryDetails({ at, by, from, to }: Activity) {
  return (
    <Box variant="small" color="text-body-secondary">
      <Time at={at} /> by <EventText text={by.name} limit={100} />
      {from !== to && `, now ${showState(to).label.toLowerCase()}`}
    </Box>
  );
}

function step(entry: Activity): StepsProps.Step {
  return {
    status: statusOf(entry),
    header: <Entry what={entry.what} />,
    details: <EntryDetails {...entry} />,
  };
}

/** Everything that happened, the oldest first; of a long story the end. */
export function ActivityTimeline({ activity }: { activity: readonly Activity[] }) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? activity : activity.slice(-SHOWN);
  const hidden = activity.length - shown.length;
  return (
    <Container header={<Header variant="h2">What happened</Header>}>
      <SpaceBetween size="s">
        {hidden > 0 && (
          <Button variant="inline-link" onClick={() => setWhole(true)}>
            Show {hidden} earlier entries
          </Button>
        )}
        <Steps
          ariaLabel="What happened"
          steps={shown.map(step)}
          // The text keeps its own colour this way; only the icon has the state's.
          renderStep={({ status, header, details }) => ({
            header,
            details,
            icon: <StatusIndicator type={status} />,
          })}
        />
      </SpaceBetween>
    </Container>
  );
}
