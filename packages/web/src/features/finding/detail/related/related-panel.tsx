import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Finding } from "../../finding-types.ts";
import { RelatedList } from "./related-list.tsx";
import { ofActor, ofResource } from "./where-of.ts";

/** What else is known of the same resource, and of who made the call. */
export function RelatedPanel({ finding }: { finding: Finding }) {
  const actor = ofActor(finding);
  return (
    <Container header={<Header variant="h2">Related findings</Header>}>
      <SpaceBetween size="l">
        <RelatedList title="The same resource" where={ofResource(finding)} id={finding.id} />
        {actor !== undefined && <RelatedList title="The same actor" where={actor} id={finding.id} />}
      </SpaceBetween>
    </Container>
  );
}
