import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { useState } from "react";
import { visible } from "../../../text/visible.ts";
import { resolved, type Schemas } from "./members.ts";
import { SchemaTree } from "./schema-tree.tsx";

interface SchemaSectionProps {
  /** Of what it is the schema: "request", "answer". */
  what: string;
  schema: unknown;
  schemas: Schemas;
}

/** A schema that is folded away, since the example says most of it. */
export function SchemaSection({ what, schema, schemas }: SchemaSectionProps) {
  const [open, setOpen] = useState(false);
  const { name } = resolved(schema, schemas);
  return (
    <ExpandableSection
      headerText={`Members of the ${what}${name === undefined ? "" : ` (${visible(name)})`}`}
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      {open && <SchemaTree schema={schema} schemas={schemas} />}
    </ExpandableSection>
  );
}
