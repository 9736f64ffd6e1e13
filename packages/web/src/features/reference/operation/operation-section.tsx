import Badge, { type BadgeProps } from "@cloudscape-design/components/badge";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { visible } from "../../../text/visible.ts";
import type { Operation } from "../operations.ts";
import styles from "../reference.module.css";
import type { ApiDocument } from "../reference-request.ts";
import { OperationDetail } from "./operation-detail.tsx";

const COLORS: { [method: string]: BadgeProps["color"] } = {
  GET: "blue",
  POST: "green",
  PUT: "severity-medium",
};

interface OperationSectionProps {
  operation: Operation;
  components: ApiDocument["components"];
  open: boolean;
  onOpen: (open: boolean) => void;
}

/** One operation: a line, and all about it below when somebody opens it. */
export function OperationSection({ operation, components, open, onOpen }: OperationSectionProps) {
  const { id, method, path, declared } = operation;
  return (
    <div id={id} className={styles.anchor}>
      <ExpandableSection
        headerText={
          <span className={styles.operation}>
            <Badge color={COLORS[method] ?? "grey"}>{method}</Badge> <code>{visible(path)}</code>
          </span>
        }
        headerDescription={visible(declared.summary ?? "").replaceAll("`", "")}
        headerAriaLabel={`${method} ${path}: ${declared.summary ?? id}`}
        headingTagOverride="h3"
        expanded={open}
        onChange={({ detail }) => onOpen(detail.expanded)}
      >
        {open && <OperationDetail operation={operation} components={components} />}
      </ExpandableSection>
    </div>
  );
}
