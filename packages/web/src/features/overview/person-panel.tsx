import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { showState } from "../finding/finding-state.ts";
import { CountLink } from "./count-link.tsx";
import type { Overview } from "./overview-request.ts";

const STATES = ["awaiting-approval", "contested", "failed"] as const;

/** What nobody but a person can go on with. */
export function PersonPanel({ byState }: Pick<Overview, "byState">) {
  const counts = STATES.flatMap((state) => byState.find((count) => count.state === state) ?? []);
  return (
    <Container fitHeight header={<Header variant="h2">For you to decide</Header>}>
      <KeyValuePairs
        columns={3}
        minColumnWidth={170}
        items={counts.map((count) => {
          const { label, type } = showState(count.state);
          return {
            label: <StatusIndicator type={count.count > 0 ? type : "success"}>{label}</StatusIndicator>,
            value: <CountLink large count={count} of={`findings: ${label}`} />,
          };
        })}
      />
    </Container>
  );
}
