import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { formatDuration } from "../../time/format.ts";
import { CountLink } from "./count-link.tsx";
import type { Overview } from "./overview-request.ts";

/** From the dangerous call to safe again. */
export function SafePanel({ safe }: Pick<Overview, "safe">) {
  const shown = (ms: number | undefined) => (
    <Box fontSize="heading-xl" fontWeight="bold">
      {ms === undefined ? "–" : formatDuration(ms)}
    </Box>
  );
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" description="From the dangerous call to safe again, within the window">
          Time to safe
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        minColumnWidth={140}
        items={[
          { label: "Median", value: shown(safe.medianMs) },
          { label: "95 of 100 within", value: shown(safe.p95Ms) },
          { label: "Safe again", value: <CountLink large count={safe} of="findings that are safe again" /> },
        ]}
      />
    </Container>
  );
}
