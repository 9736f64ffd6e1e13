import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { explainFailure } from "../../api/failure.ts";
import { EventText } from "../../text/event-text.tsx";
import { Ago } from "../../time/time.tsx";
import type { Run } from "./run.ts";
import { RunStages } from "./run-stages.tsx";
import styles from "./sandbox.module.css";

interface RunListProps {
  runs: readonly Run[];
  /** What to begin with, where nothing was started yet. */
  children: ReactNode;
}

/** The attacks that were started here, each with how far it is; the latest first. */
export function RunList({ runs, children }: RunListProps) {
  return (
    <Container
      header={
        <Header variant="h2" {...(runs.length > 0 && { counter: `(${runs.length})` })}>
          Watch it go through
        </Header>
      }
    >
      {runs.length === 0 && (
        <SpaceBetween size="s">
          <Box color="text-body-secondary">
            Start an attack: its calls, the finding, and what Snapback does about it show here as they happen.
          </Box>
          {children}
        </SpaceBetween>
      )}
      <ul className={styles.runs}>
        {runs.map((run) => (
          <li key={run.id}>
            <Box variant="h3">{run.attack.title}</Box>
            <Box variant="small" color="text-body-secondary">
              <Box variant="code">{run.attack.name}</Box> · <Ago at={run.askedAt} />
            </Box>
            <RunProgress run={run} />
          </li>
        ))}
      </ul>
    </Container>
  );
}

function RunProgress({ run: { id, attack, attempted, failure } }: { run: Run }) {
  if (attempted) return <RunStages id={id} title={attack.title} attempted={attempted} />;
  if (failure === undefined)
    return <StatusIndicator type="in-progress">Its calls are being made</StatusIndicator>;
  return (
    <StatusIndicator type="error">
      <EventText text={explainFailure(failure)} />
    </StatusIndicator>
  );
}
