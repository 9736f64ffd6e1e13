import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { EventText } from "../../../text/event-text.tsx";
import { useNow } from "../../../time/now.ts";
import { finding } from "../finding-request.ts";
import { showState } from "../finding-state.ts";
import type { FindingDetail, State } from "../finding-types.ts";
import { words } from "./decision-words.ts";
import { type Progress, progressOf, type Sent } from "./sent.ts";

const INTERVAL_MS = 1500;
/** After this long a message must have got lost; `reconcile` looks for such every minute. */
const LONG_MS = 20_000;

interface DecisionProgressProps {
  sent: Sent;
  detail: FindingDetail;
  onDismiss: () => void;
}

/** What becomes of a decision, until it is over. It has the focus, which the button may have taken along. */
export function DecisionProgress({ sent, detail, onDismiss }: DecisionProgressProps) {
  const region = useRef<HTMLDivElement>(null);
  const progress = progressOf(sent, detail);
  const over = progress.kind === "over";
  // A finding at rest is looked at less often than somebody who waits would like.
  useQuery({ ...finding(detail.finding.id), ...(!over && { refetchInterval: INTERVAL_MS }) });
  useEffect(() => region.current?.focus(), []);
  return (
    <div ref={region} role="status" tabIndex={-1}>
      <Alert
        type={typeOf(progress, detail.finding.state)}
        header={over && progress.refused ? "Snapback refused it" : words[sent.action].sent}
        dismissible={over}
        dismissAriaLabel="Dismiss"
        onDismiss={onDismiss}
      >
        <Told progress={progress} sentAt={sent.at} />
      </Alert>
    </div>
  );
}

function typeOf(progress: Progress, state: State): AlertProps.Type {
  if (progress.kind !== "over") return "info";
  if (progress.refused) return "warning";
  const { type } = showState(state);
  return type === "error" ? "error" : type === "success" || type === "stopped" ? "success" : "info";
}

function Told({ progress, sentAt }: { progress: Progress; sentAt: number }) {
  const now = useNow();
  if (progress.kind === "over") return <EventText text={progress.what} limit={500} />;
  return <StatusIndicator type="in-progress">{underWay(progress, now - sentAt)}</StatusIndicator>;
}

function underWay({ kind }: Progress, ms: number): string {
  if (kind === "working") return "Snapback is at work.";
  return ms < LONG_MS
    ? "Written down; Snapback takes it up within moments."
    : "It takes longer than usual. It is written down, and is tried again each minute.";
}
