import Alert from "@cloudscape-design/components/alert";
import { PageLink } from "../../app/navigation/page-link.tsx";
import { useSession } from "../session/session-context.ts";

/** What to expect of a console that has nothing to show yet. */
export function StartPanel() {
  const laptop = useSession() === undefined;
  return (
    <Alert type="info" header="Nothing dangerous has been seen yet">
      Findings appear within seconds of a dangerous change.{" "}
      {laptop && (
        <>
          To see one, <PageLink href="/sandbox">start an attack</PageLink> on the sandbox account.
        </>
      )}
    </Alert>
  );
}
