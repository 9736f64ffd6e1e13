import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { explainFailure } from "../api/failure.ts";
import { EventText } from "../text/event-text.tsx";
import type { Progress } from "./collect-pages.ts";
import { type ExportedList, useExport } from "./use-export.ts";

/** Saves all of a list as CSV: says how far it is, and can be cancelled. */
export function ExportButton<T>(list: ExportedList<T>) {
  const { begin, cancel, running, progress, error } = useExport(list);
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {running && <StatusIndicator type="in-progress">{words(progress)}</StatusIndicator>}
      {!running && error !== null && (
        <StatusIndicator type="error">
          Not exported. <EventText text={explainFailure(error)} limit={200} />
        </StatusIndicator>
      )}
      {running ? (
        <Button onClick={cancel}>Cancel export</Button>
      ) : (
        <Button iconName="download" onClick={begin}>
          Export CSV
        </Button>
      )}
    </SpaceBetween>
  );
}

function words({ count, total }: Progress): string {
  const of = total === undefined ? "" : ` of ${Math.max(total, count).toLocaleString("en")}`;
  return `${count.toLocaleString("en")}${of}`;
}
