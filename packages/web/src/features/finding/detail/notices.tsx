import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { EventText } from "../../../text/event-text.tsx";
import type { Finding } from "../finding-types.ts";

type Failure = NonNullable<Finding["failure"]>;

/** AWS's own words. */
function Words({ failure }: { failure: Failure }) {
  return (
    <>
      <strong>
        <EventText text={failure.code} />
      </strong>
      : <EventText text={failure.message} />
    </>
  );
}

/** What a person has to know first: that Snapback holds back, or did not get through. */
export function Notices({ finding }: { finding: Finding }) {
  const { state, hold, failure } = finding;
  const held = hold !== undefined && state !== "remediated";
  if (!held && failure === undefined) return null;
  return (
    <SpaceBetween size="s">
      {failure && state === "failed" && (
        <Alert type="error" header="Snapback could not put this right: a person has to look">
          <Words failure={failure} />
        </Alert>
      )}
      {failure && state !== "failed" && (
        <Alert type="warning" header="The last try did not work. Snapback will try again">
          <Words failure={failure} />
        </Alert>
      )}
      {held && (
        <Alert type="warning" header="Snapback leaves this one to a person">
          Reason: <EventText text={hold} />
        </Alert>
      )}
    </SpaceBetween>
  );
}
