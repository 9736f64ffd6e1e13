import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { PageLink } from "../../../app/navigation/page-link.tsx";
import { EventText } from "../../../text/event-text.tsx";
import { Time } from "../../../time/time.tsx";
import type { Detection, Finding } from "../finding-types.ts";

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
export function Notices({ finding, detection }: { finding: Finding; detection: Detection | undefined }) {
  const { state, hold, failure, exemption, dismissed, contested } = finding;
  const held = hold !== undefined && state === "open";
  const byHand = state === "open" || state === "failed" ? (detection?.byHand ?? []) : [];
  return (
    <SpaceBetween size="s">
      {failure && state === "failed" && (
        <Alert type="error" header="Snapback could not put this right: a person has to look">
          <Words failure={failure} />
        </Alert>
      )}
      {failure && (state === "open" || state === "responding" || state === "undoing") && (
        <Alert type="warning" header="The last try did not work. Snapback will try again">
          <Words failure={failure} />
        </Alert>
      )}
      {state === "contested" && contested && (
        <Alert type="error" header="Somebody keeps making this violation again">
          Snapback has put it right {contested.times} times:{" "}
          <EventText text={finding.proposal?.why ?? ""} limit={500} />
        </Alert>
      )}
      {exemption && (state === "exempt" || state === "undone") && (
        <Alert type="info" header={state === "exempt" ? "An exemption covers this" : "This was undone"}>
          It is left alone until <Time at={exemption.until} />, by{" "}
          <PageLink href="/exemptions">{exemption.id}</PageLink>.
        </Alert>
      )}
      {dismissed && state === "dismissed" && (
        <Alert type="info" header="Nothing need be done about this">
          <EventText text={dismissed.reason} limit={500} /> (
          <EventText text={dismissed.by.name} limit={100} />)
        </Alert>
      )}
      {held && (
        <Alert type="warning" header="Snapback leaves this one to a person">
          Reason: <EventText text={hold} />
        </Alert>
      )}
      {byHand.length > 0 && (
        <Alert type="info" header="What only a person can do">
          <ul>
            {byHand.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </Alert>
      )}
    </SpaceBetween>
  );
}
