import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { explainFailure } from "../../../../api/failure.ts";
import { EventLine, EventText } from "../../../../text/event-text.tsx";
import type { Finding } from "../../finding-types.ts";
import { findingsInWords } from "./bulk-words.ts";
import type { Outcome } from "./each-of-many.ts";

const LISTED = 20;

/** What was not done, finding by finding, and why. */
export function BulkFailures({ failed, left }: Outcome<Finding>) {
  if (failed.length + left.length === 0) return null;
  const others = failed.length - LISTED;
  return (
    <Alert
      type={failed.length > 0 ? "error" : "warning"}
      header={`This was not done for ${findingsInWords(failed.length + left.length)}`}
    >
      <SpaceBetween size="xs">
        {failed.slice(0, LISTED).map(({ item, error }) => (
          <div key={item.id}>
            <EventLine text={item.summary} wrap />
            <Box variant="small">
              <EventText text={explainFailure(error)} limit={300} />
            </Box>
          </div>
        ))}
        {others > 0 && <div>It failed for {others.toLocaleString("en")} more.</div>}
        {left.length > 0 && <div>It was stopped before {findingsInWords(left.length)} had their turn.</div>}
      </SpaceBetween>
    </Alert>
  );
}
