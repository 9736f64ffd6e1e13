import Alert from "@cloudscape-design/components/alert";
import { EventText } from "../../../text/event-text.tsx";

/** What a plan had to do without, and what it does instead. */
export function Caveats({ caveats }: { caveats: readonly string[] | undefined }) {
  return caveats?.map((caveat) => (
    <Alert key={caveat} type="warning">
      <EventText text={caveat} limit={500} />
    </Alert>
  ));
}
