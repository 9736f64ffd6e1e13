import Box from "@cloudscape-design/components/box";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { visible } from "../../../text/visible.ts";
import type { Operation } from "../operations.ts";
import type { Parameter } from "../reference-request.ts";
import { defaultOf, type Schemas, typeWords } from "../schema/members.ts";
import { Inline } from "../text/inline.tsx";

/** What an operation's path, query and headers take. */
export function ParameterTable({ operation, schemas }: { operation: Operation; schemas: Schemas }) {
  const { id, declared } = operation;
  const columns: TableProps.ColumnDefinition<Parameter>[] = [
    {
      id: "name",
      header: "Name",
      isRowHeader: true,
      minWidth: 110,
      cell: ({ name }) => <Box variant="code">{visible(name)}</Box>,
    },
    { id: "in", header: "In", minWidth: 70, cell: (parameter) => parameter.in },
    {
      id: "type",
      header: "Type",
      minWidth: 140,
      cell: ({ schema, required }) =>
        [
          visible(typeWords(schema, schemas)),
          ...(required ? ["required"] : []),
          ...(defaultOf(schema) === undefined ? [] : [`by default ${visible(defaultOf(schema) ?? "")}`]),
        ].join(", "),
    },
    {
      id: "description",
      header: "Description",
      minWidth: 220,
      cell: ({ description = "" }) => <Inline text={description} />,
    },
  ];
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      ariaLabels={{ tableLabel: `Parameters of ${id}` }}
      columnDefinitions={columns}
      items={declared.parameters ?? []}
      trackBy={(parameter) => `${parameter.in} ${parameter.name}`}
    />
  );
}
