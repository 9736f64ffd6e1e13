import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Copyable } from "../../../../text/copyable.tsx";
import { EventText } from "../../../../text/event-text.tsx";
import type { Detection, Finding } from "../../finding-types.ts";
import { Facts, fact, given } from "../facts.tsx";
import { StateTable } from "../state/state-table.tsx";
import { DetectionAdvice } from "./detection-advice.tsx";
import { reachableFrom, reachableOn } from "./exposure-words.ts";

function factsOf({ resource, account, region, exposure, detection }: Finding) {
  return [
    ...(exposure
      ? [...given("Reachable from", reachableFrom(exposure)), ...given("On", reachableOn(exposure))]
      : []),
    ...given("Resource", resource.id),
    ...given("Type", resource.type),
    fact("ARN", <Copyable label="the resource's ARN" text={resource.arn} limit={300} />),
    ...given("Account", account),
    ...given("Region", region),
    ...given("Detection", detection),
  ];
}

/** What was exposed, in words, and what says so. */
export function ExposurePanel({
  finding,
  detection,
}: {
  finding: Finding;
  detection: Detection | undefined;
}) {
  return (
    <Container header={<Header variant="h2">What it exposed</Header>}>
      <SpaceBetween size="m">
        <Box fontSize="heading-s">
          <EventText text={finding.summary} limit={600} />
        </Box>
        <Facts label="What it exposed" facts={factsOf(finding)} />
        {Object.keys(finding.evidence).length > 0 && (
          <SpaceBetween size="xs">
            <Box variant="h3">Evidence</Box>
            <StateTable label="Evidence" state={finding.evidence} />
          </SpaceBetween>
        )}
        {detection && <DetectionAdvice detection={detection} />}
      </SpaceBetween>
    </Container>
  );
}
