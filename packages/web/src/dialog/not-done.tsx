import Alert from "@cloudscape-design/components/alert";
import { explainFailure } from "../api/failure.ts";
import { EventText } from "../text/event-text.tsx";

const LIMIT = 1000;

/** Why something was not done, in the API's own words; nothing where it was. */
export function NotDone({ error, title = "This was not done" }: { error: unknown; title?: string }) {
  if (error === null) return null;
  return (
    <Alert type="error" header={title}>
      <EventText text={explainFailure(error)} limit={LIMIT} />
    </Alert>
  );
}
