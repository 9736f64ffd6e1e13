import Box from "@cloudscape-design/components/box";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useNarrow } from "../../../layout/use-narrow.ts";
import { visible } from "../../../text/visible.ts";
import type { Operation } from "../operations.ts";
import type { Parameter } from "../reference-request.ts";
import { defaultOf, type Schemas, typeWords } from "../schema/members.ts";
import { Inline } from "../text/inline.tsx";

type Columns = TableProps.ColumnDefinition<Parameter>[];

function typeOf({ schema, required }: Parameter, schemas: Schemas): string {
  const instead = defaultOf(schema);
  return [
    visible(typeWords(schema, schemas)),
    ...(required ? ["required"] : []),
    ...(instead === undefined ? [] : [`by default ${visible(instead)}`]),
  ].join(", ");
}

const nameCell = ({ name }: Parameter) => <Box variant="code">{visible(name)}</Box>;
const descriptionCell = ({ description = "" }: Parameter) => <Inline text={description} />;

/** Where there is room for two columns alone, the second has all. */
function narrowCell(parameter: Parameter, schemas: Schemas) {
  return (
    <>
      {descriptionCell(parameter)}
      <Box variant="small" display="block">
        {parameter.in}: {typeOf(parameter, schemas)}
      </Box>
    </>
  );
}

function columnsOf(narrow: boolean, schemas: Schemas): Columns {
  const name: Columns[number] = { id: "name", header: "Name", isRowHeader: true, cell: nameCell };
  const description = { id: "description", header: "Description" };
  if (narrow)
    return [
      { ...name, width: 140 },
      { ...description, cell: (parameter) => narrowCell(parameter, schemas) },
    ];
  return [
    { ...name, width: 170 },
    { id: "in", header: "In", width: 90, cell: (parameter) => parameter.in },
    { id: "type", header: "Type", width: 260, cell: (parameter) => typeOf(parameter, schemas) },
    { ...description, cell: descriptionCell },
  ];
}

/** What an operation's path, query and headers take. */
export function ParameterTable({ operation, schemas }: { operation: Operation; schemas: Schemas }) {
  const { id, declared } = operation;
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      ariaLabels={{ tableLabel: `Parameters of ${id}` }}
      columnDefinitions={columnsOf(useNarrow(), schemas)}
      items={declared.parameters ?? []}
      trackBy={(parameter) => `${parameter.in} ${parameter.name}`}
    />
  );
}
