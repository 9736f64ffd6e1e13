import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Copyable } from "../../../../text/copyable.tsx";
import { EventText } from "../../../../text/event-text.tsx";
import { Time } from "../../../../time/time.tsx";
import type { Actor, Finding, Occurrence } from "../../finding-types.ts";
import { Facts, fact, given } from "../facts.tsx";
import { IdentityChain } from "./identity-chain.tsx";

function mfa(used: boolean | undefined): string {
  if (used === undefined) return "Not recorded";
  return used ? "Yes" : "No";
}

function ofActor({ mfa: used, sourceIp, userAgent, arn, principal, sessionSince }: Actor) {
  const begun =
    sessionSince !== undefined && !Number.isNaN(Date.parse(sessionSince)) ? sessionSince : undefined;
  return [
    fact("MFA", mfa(used)),
    fact("Source IP", <EventText text={sourceIp ?? "Not recorded"} limit={100} />),
    fact("User agent", <EventText text={userAgent ?? "Not recorded"} limit={200} />),
    ...(arn === undefined ? [] : [fact("ARN", <Copyable label="the caller's ARN" text={arn} limit={200} />)]),
    ...(principal === arn ? [] : given("Rights from", principal)),
    ...(begun === undefined ? [] : [fact("Session begun", <Time at={begun} />)]),
  ];
}

function ofCall({ eventName, eventSource, eventTime, eventId, seenAt }: Occurrence, region: string) {
  return [
    fact("Call", <EventText text={eventName} limit={200} />),
    fact("Service", <EventText text={eventSource} limit={200} />),
    fact("Region", <EventText text={region} limit={100} />),
    fact("Made", <Time at={eventTime} />),
    fact("Seen by Snapback", <Time at={seenAt} />),
    fact("Event id", <Copyable label="the event id" text={eventId} limit={100} />),
  ];
}

interface WhoPanelProps {
  finding: Finding;
  /** Has a call's raw record shown. */
  onRecord: (eventId: string) => void;
}

/** Who opened the present episode, and by which call. */
export function WhoPanel({ finding, onRecord }: WhoPanelProps) {
  const { opened, latest, occurrences, region } = finding;
  const again = latest.eventId !== opened.eventId;
  return (
    <Container header={<Header variant="h2">Who did it</Header>}>
      <SpaceBetween size="m">
        <IdentityChain actor={opened.actor} />
        <Facts label="Who did it" facts={ofActor(opened.actor)} />
        <Box variant="h3">The call</Box>
        <Facts label="The call" facts={ofCall(opened, region)} />
        {again && (
          <Box>
            Seen again, last at <Time at={latest.eventTime} /> by{" "}
            <EventText text={latest.actor.name} limit={100} />.
          </Box>
        )}
        <Button variant="inline-link" onClick={() => onRecord(opened.eventId)}>
          {occurrences > 1
            ? `Show the records of all ${occurrences.toLocaleString("en")} occurrences`
            : "Show the raw record"}
        </Button>
      </SpaceBetween>
    </Container>
  );
}
