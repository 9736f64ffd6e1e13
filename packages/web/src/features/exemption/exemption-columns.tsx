import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { describeScope } from "@snapback/core/exemption/words";
import { EventText } from "../../text/event-text.tsx";
import { clip, visible } from "../../text/visible.ts";
import { Time } from "../../time/time.tsx";
import { RoleButton } from "../person/role-button.tsx";
import type { Exemption } from "./exemption-request.ts";
import { LetThrough } from "./let-through.tsx";
import { ScopeParts } from "./scope-parts.tsx";
import { Standing } from "./standing.tsx";

type Column = TableProps.ColumnDefinition<Exemption>;

type OnEnd = (exemption: Exemption) => void;

/** An exemption's scope as a label, where there is room for a line. */
function scopeLine({ scope }: Pick<Exemption, "scope">): string {
  return visible(clip(describeScope(scope), 200));
}

export function exemptionColumns(onEnd: OnEnd): Column[] {
  return [
    {
      id: "scope",
      header: "Leaves alone",
      isRowHeader: true,
      minWidth: 310,
      cell: (exemption) => <Scope exemption={exemption} />,
    },
    { id: "state", header: "Status", minWidth: 150, cell: (exemption) => <Standing exemption={exemption} /> },
    { id: "until", header: "Until", minWidth: 120, cell: ({ until }) => <Time at={until} /> },
    { id: "reason", header: "Reason", minWidth: 180, cell: ({ reason }) => <EventText text={reason} /> },
    { id: "by", header: "Made", minWidth: 150, cell: (exemption) => <Made exemption={exemption} /> },
    {
      id: "findings",
      header: "Lets through",
      minWidth: 130,
      cell: (exemption) => <LetThrough exemption={exemption} />,
    },
    {
      id: "end",
      header: "End",
      minWidth: 90,
      cell: (exemption) => <EndButton exemption={exemption} onEnd={onEnd} />,
    },
  ];
}

/** All of it in one column, for a phone. */
export function narrowExemptionColumns(onEnd: OnEnd): Column[] {
  const cell = (exemption: Exemption) => (
    <SpaceBetween size="xs">
      <Scope exemption={exemption} />
      <EventText text={exemption.reason} />
      <Box variant="small" color="text-body-secondary">
        <Made exemption={exemption} />, until <Time at={exemption.until} />
      </Box>
      <div>
        <Standing exemption={exemption} />
      </div>
      <div>
        Lets through: <LetThrough exemption={exemption} />
      </div>
      <EndButton exemption={exemption} onEnd={onEnd} />
    </SpaceBetween>
  );
  return [{ id: "scope", header: "Exemption", isRowHeader: true, cell }];
}

function Scope({ exemption: { id, scope, undo } }: { exemption: Exemption }) {
  return (
    <>
      <ScopeParts scope={scope} />
      <Box variant="small" color="text-body-secondary">
        {undo === undefined ? id : `${id}, for an undo`}
      </Box>
    </>
  );
}

function Made({ exemption: { by, madeAt } }: { exemption: Exemption }) {
  return (
    <>
      <EventText text={by.name} limit={100} />, <Time at={madeAt} />
    </>
  );
}

function EndButton({ exemption, onEnd }: { exemption: Exemption; onEnd: OnEnd }) {
  if (exemption.state !== "active") return null;
  return (
    <RoleButton
      role="responder"
      variant="inline-link"
      ariaLabel={`End the exemption: ${scopeLine(exemption)}`}
      onClick={() => onEnd(exemption)}
    >
      End
    </RoleButton>
  );
}
