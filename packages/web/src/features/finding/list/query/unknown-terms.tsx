import Alert from "@cloudscape-design/components/alert";
import { EventLine } from "../../../../text/event-text.tsx";

/** What an address says that is no filter: left out, and not without a word. */
export function UnknownTerms({ terms }: { terms: readonly string[] }) {
  if (terms.length === 0) return null;
  return (
    <Alert type="warning" header="A part of this address is no filter, and was left out">
      {terms.map((term) => (
        <EventLine key={term} text={term} />
      ))}
    </Alert>
  );
}
