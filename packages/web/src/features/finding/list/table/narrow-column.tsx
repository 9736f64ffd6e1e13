import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { EventLine } from "../../../../text/event-text.tsx";
import { Ago } from "../../../../time/time.tsx";
import { SeverityBadge } from "../../severity-badge.tsx";
import { StoodOpen } from "../../stood-open.tsx";
import { type Column, type RowLook, RowState } from "./columns.tsx";
import { Summary } from "./summary.tsx";

/** Everything that matters in one column, for a phone. */
export function narrowColumns({ arrived, gone }: Pick<RowLook, "arrived" | "gone">): Column[] {
  return [
    {
      id: "finding",
      header: "Finding",
      isRowHeader: true,
      cell: (finding) => (
        <SpaceBetween size="xxs">
          <Summary finding={finding} arrived={arrived(finding)} wrap />
          <SpaceBetween direction="horizontal" size="xs">
            <SeverityBadge severity={finding.severity} />
            <RowState finding={finding} gone={gone(finding)} />
          </SpaceBetween>
          <EventLine
            wrap
            text={`${finding.latest.actor.name} from ${finding.latest.actor.sourceIp ?? "unknown"}`}
          />
          <Box display="block" variant="small" color="text-body-secondary">
            <Ago at={finding.latest.eventTime} />,
            {finding.openMs === undefined ? " open for " : " stood open "}
            <StoodOpen finding={finding} />
          </Box>
        </SpaceBetween>
      ),
    },
  ];
}
