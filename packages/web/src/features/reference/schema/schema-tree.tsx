import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { useState } from "react";
import { visible } from "../../../text/visible.ts";
import { Inline } from "../text/inline.tsx";
import { defaultOf, descriptionOf, type Member, membersOf, type Schemas, typeWords } from "./members.ts";
import styles from "./schema-tree.module.css";

interface SchemaTreeProps {
  schema: unknown;
  schemas: Schemas;
}

/** What members a body has, each with what it is; those within a member are shown when somebody wants to see them. */
export function SchemaTree({ schema, schemas }: SchemaTreeProps) {
  const members = membersOf(schema, schemas);
  if (members.length === 0) return <p className={styles.type}>{visible(typeWords(schema, schemas))}</p>;
  return (
    <ul className={styles.members}>
      {members.map((member) => (
        <MemberItem key={member.name} member={member} schemas={schemas} />
      ))}
    </ul>
  );
}

function MemberItem({ member: { name, required, schema }, schemas }: { member: Member; schemas: Schemas }) {
  const [open, setOpen] = useState(false);
  const description = descriptionOf(schema);
  const instead = defaultOf(schema);
  const inside = membersOf(schema, schemas).length > 0;
  return (
    <li>
      <code className={styles.name}>{visible(name)}</code>{" "}
      <span className={styles.type}>
        {visible(typeWords(schema, schemas))}
        {instead !== undefined && `, by default ${visible(instead)}`}
        {!required && ", may be absent"}
      </span>
      {description !== undefined && (
        <div>
          <Inline text={description} />
        </div>
      )}
      {inside && (
        <ExpandableSection
          variant="inline"
          headerText={`Members of ${visible(name)}`}
          expanded={open}
          onChange={({ detail }) => setOpen(detail.expanded)}
        >
          {/* A schema may have itself inside. */}
          {open && <SchemaTree schema={schema} schemas={schemas} />}
        </ExpandableSection>
      )}
    </li>
  );
}
