import Box from "@cloudscape-design/components/box";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { EventText } from "../../../text/event-text.tsx";
import { Time } from "../../../time/time.tsx";
import type { StepOutcome } from "../finding-types.ts";

const statuses: Record<StepOutcome["status"], { label: string; type: StatusIndicatorProps.Type }> = {
  pending: { label: "Not run", type: "pending" },
  started: { label: "Running since", type: "in-progress" },
  done: { label: "Done", type: "success" },
  already: { label: "Changed nothing: somebody else was faster", type: "success" },
  failed: { label: "Failed", type: "error" },
};

/** What became of a step, with AWS's own words where it said no. */
export function StepStatus({ outcome }: { outcome: StepOutcome }) {
  const { status, startedAt, finishedAt, output, error } = outcome;
  const { label, type } = statuses[status];
  const at = finishedAt ?? startedAt;
  const found = output?.gone ?? output?.there;
  return (
    <>
      <StatusIndicator type={type}>
        {label} {at !== undefined && <Time at={at} />}
      </StatusIndicator>
      {typeof found === "string" && (
        <Box color="text-body-secondary">
          <EventText text={found} />
        </Box>
      )}
      {error && (
        <Box color="text-status-error">
          <EventText text={`${error.code}: ${error.message}`} />
        </Box>
      )}
    </>
  );
}
