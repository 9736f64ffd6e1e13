import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { SeverityBadge } from "../finding/severity-badge.tsx";
import { CountLink } from "./count-link.tsx";
import type { Overview } from "./overview-request.ts";

/** What stands open now, by severity. */
export function StandingPanel({ standing, bySeverity }: Pick<Overview, "standing" | "bySeverity">) {
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" counter={`(${standing.count.toLocaleString("en")})`}>
          Open now
        </Header>
      }
    >
      <KeyValuePairs
        columns={4}
        minColumnWidth={90}
        items={bySeverity.map((count) => ({
          label: <SeverityBadge severity={count.severity} />,
          value: <CountLink large count={count} of={`open findings of severity ${count.severity}`} />,
        }))}
      />
      {standing.count === 0 && <Box color="text-body-secondary">Nothing that was found stands.</Box>}
    </Container>
  );
}
