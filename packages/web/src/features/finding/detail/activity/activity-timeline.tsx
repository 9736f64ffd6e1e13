import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Icon from "@cloudscape-design/components/icon";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Steps, { type StepsProps } from "@cloudscape-design/components/steps";
import { withNotesBetween } from "@snapback/core/note/between";
import { useState } from "react";
import { EventLines } from "../../../../text/event-lines.tsx";
import { EventText } from "../../../../text/event-text.tsx";
import { Time } from "../../../../time/time.tsx";
import { showState } from "../../finding-state.ts";
import type { Activity, FindingDetail, Note } from "../../finding-types.ts";
import { AddNote } from "../../note/add-note.tsx";

const SHOWN = 20;
const MORE = 100;
/** What a note's icon says, by which it is known. */
const NOTE = "Note";

function entry(activity: Activity): StepsProps.Step {
  const { at, by, what, from, to } = activity;
  return {
    status: from === to ? "info" : showState(to).type,
    header: (
      <Box fontWeight="normal">
        <EventText text={what} limit={300} />
      </Box>
    ),
    details: (
      <Box variant="small" color="text-body-secondary">
        <Time at={at} /> by <EventText text={by.name} limit={100} />
        {from !== to && `, now ${showState(to).label.toLowerCase()}`}
      </Box>
    ),
  };
}

function note({ at, by, text }: Note): StepsProps.Step {
  return {
    status: "info",
    statusIconAriaLabel: NOTE,
    header: (
      <Box>
        <EventLines text={text} />
      </Box>
    ),
    details: (
      <Box variant="small" color="text-body-secondary">
        Note of <EventText text={by.name} limit={100} />, <Time at={at} />
      </Box>
    ),
  };
}

function StepIcon({ step: { status, statusIconAriaLabel } }: { step: StepsProps.Step }) {
  if (statusIconAriaLabel === NOTE) return <Icon name="contact" ariaLabel={NOTE} />;
  return <StatusIndicator type={status} />;
}

/** Everything that happened and what people noted, the oldest first; of a long story the end. */
export function ActivityTimeline({ detail: { finding, activity, notes } }: { detail: FindingDetail }) {
  const [count, setCount] = useState(SHOWN);
  const story = withNotesBetween(activity, notes);
  const shown = story.slice(-count);
  const hidden = story.length - shown.length;
  return (
    <Container
      header={
        <Header variant="h2" actions={<AddNote id={finding.id} />}>
          What happened
        </Header>
      }
    >
      <SpaceBetween size="s">
        {hidden > 0 && (
          <Button variant="inline-link" onClick={() => setCount(count + MORE)}>
            Show {Math.min(hidden, MORE)} of {hidden.toLocaleString("en")} earlier entries
          </Button>
        )}
        <Steps
          ariaLabel="What happened"
          steps={shown.map((one) => ("text" in one ? note(one) : entry(one)))}
          // The text keeps its own colour this way; only the icon has the state's.
          renderStep={(step) => ({
            header: step.header,
            details: step.details,
            icon: <StepIcon step={step} />,
          })}
        />
      </SpaceBetween>
    </Container>
  );
}
