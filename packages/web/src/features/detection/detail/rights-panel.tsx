import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { JsonBlock } from "../../../text/json-block.tsx";
import type { DetectionDetail } from "../detection-request.ts";

type Statement = NonNullable<DetectionDetail["sweep"]>["statements"][number];
interface Right extends Statement {
  /** Who has it. */
  of: string;
  when: string;
}

/** The IAM rights that a detection takes, and whose they are. */
export function RightsPanel({ response, sweep }: Pick<DetectionDetail, "response" | "sweep">) {
  const rights: Right[] = [
    ...(response?.statements ?? []).map((statement) => ({
      ...statement,
      of: response?.function ?? "",
      when: statement.withheld
        ? "for an undo; not granted, since a person does that"
        : statement.onlyUndo
          ? "for an undo"
          : "to look and to put right",
    })),
    ...(sweep?.statements ?? []).map((statement) => ({ ...statement, of: "sweep", when: "to look" })),
  ];
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Beside reading settings and writing findings. Each function has those of all its detections."
        >
          IAM rights
        </Header>
      }
    >
      {rights.length === 0 ? (
        <Box color="text-body-secondary">It takes none: what it finds is in the event.</Box>
      ) : (
        <SpaceBetween size="m">
          <Table
            variant="embedded"
            contentDensity="compact"
            wrapLines
            items={rights}
            ariaLabels={{ tableLabel: "IAM rights" }}
            columnDefinitions={[
              {
                id: "actions",
                header: "Actions",
                isRowHeader: true,
                cell: ({ actions }) => actions.map((action) => <div key={action}>{action}</div>),
              },
              {
                id: "resources",
                header: "Resources",
                cell: ({ resources }) => resources.map((arn) => <div key={arn}>{arn}</div>),
              },
              { id: "of", header: "Function", cell: ({ of, when }) => `${of}, ${when}` },
            ]}
          />
          <ExpandableSection headerText="As policy statements">
            <JsonBlock
              label="policy statements"
              value={rights.map(({ actions, resources, conditions }) => ({
                Effect: "Allow",
                Action: actions,
                Resource: resources,
                ...(conditions.length > 0 && { Condition: conditionOf(conditions) }),
              }))}
            />
          </ExpandableSection>
        </SpaceBetween>
      )}
    </Container>
  );
}

function conditionOf(conditions: Statement["conditions"]): Record<string, Record<string, string[]>> {
  const tests: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of conditions)
    tests[test] = { ...tests[test], [variable]: [...values] };
  return tests;
}
