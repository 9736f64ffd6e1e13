import KeyValuePairs, { type KeyValuePairsProps } from "@cloudscape-design/components/key-value-pairs";
import type { ReactNode } from "react";
import { EventText } from "../../../text/event-text.tsx";
import { Time } from "../../../time/time.tsx";
import type { Finding, Occurrence } from "../finding-types.ts";
import { StoodOpen } from "../stood-open.tsx";

type Actor = Occurrence["actor"];

function fact(label: string, value: ReactNode): KeyValuePairsProps.Pair {
  return { label, value };
}

/** A fact that not every call has; without it there is nothing to show. */
function given(label: string, text: string | undefined): KeyValuePairsProps.Pair[] {
  return text === undefined ? [] : [fact(label, <EventText text={text} limit={300} />)];
}

function mfa(used: boolean | undefined): string {
  if (used === undefined) return "Not recorded";
  return used ? "Yes" : "No";
}

function who(actor: Actor): KeyValuePairsProps.Group {
  const items = [
    fact(
      "Name",
      <>
        <EventText text={actor.name} limit={300} /> (<EventText text={actor.type} />)
      </>,
    ),
    ...given("ARN", actor.arn),
    ...(actor.principal === actor.arn ? [] : given("Rights from", actor.principal)),
    fact("MFA", mfa(actor.mfa)),
    ...given("Access key", actor.accessKeyId),
    ...given("AWS service", actor.service),
  ];
  return { type: "group", title: "Who", items };
}

function call({ opened, latest }: Finding): KeyValuePairsProps.Group {
  const { actor } = opened;
  const again = latest.eventId !== opened.eventId;
  const items = [
    fact("Call", <EventText text={opened.eventName} />),
    fact("Service", <EventText text={opened.eventSource} />),
    fact("When", <Time at={opened.eventTime} />),
    fact("Source IP", <EventText text={actor.sourceIp ?? "Not recorded"} />),
    ...given("User agent", actor.userAgent),
    ...(again
      ? [
          fact(
            "Seen again",
            <>
              <Time at={latest.eventTime} /> by <EventText text={latest.actor.name} />
            </>,
          ),
        ]
      : []),
  ];
  return { type: "group", title: "From where, and which call", items };
}

function resource({ resource: { type, id, arn }, account, region }: Finding): KeyValuePairsProps.Group {
  const items = [
    fact("Resource", <EventText text={id} limit={300} />),
    fact("Type", <EventText text={type} />),
    fact("ARN", <EventText text={arn} />),
    fact("Account", <EventText text={account} />),
    fact("Region", <EventText text={region} />),
  ];
  return { type: "group", title: "What", items };
}

function history(finding: Finding): KeyValuePairsProps.Group {
  const { safe, occurrences, reopened, detection, id } = finding;
  const items = [
    fact(finding.openMs === undefined ? "Open so far" : "Stood open", <StoodOpen finding={finding} />),
    ...(safe ? [fact("Safe since", <Time at={safe.at} />)] : []),
    fact("Occurrences", occurrences),
    fact("Reopened", reopened === 0 ? "Never" : `${reopened} ${reopened === 1 ? "time" : "times"}`),
    fact("Detection", <EventText text={detection} />),
    fact("Finding", <EventText text={id} />),
  ];
  return { type: "group", title: "History", items };
}

export function KeyFacts({ finding }: { finding: Finding }) {
  return (
    <KeyValuePairs
      ariaLabel="Key facts"
      columns={4}
      minColumnWidth={220}
      items={[who(finding.opened.actor), call(finding), resource(finding), history(finding)]}
    />
  );
}
