import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { compareStates, type Mark, type Row } from "./compare-states.ts";
import { MoreRows, useFirst } from "./first-rows.tsx";
import { StatePath } from "./state-path.tsx";
import styles from "./state-table.module.css";
import { StateValue } from "./state-value.tsx";

const marks: Record<Exclude<Mark, "same">, string> = {
  changed: "Changed",
  added: "Added",
  removed: "Removed",
};

function Before({ row: { mark, before } }: { row: Row }) {
  if (mark === "same" || mark === "added") return <StateValue value={before} />;
  return (
    <del className={styles.removed}>
      <StateValue value={before} />
    </del>
  );
}

function After({ row: { mark, after } }: { row: Row }) {
  if (mark === "same" || mark === "removed") return <StateValue value={after} />;
  return (
    <ins className={styles.added}>
      <StateValue value={after} />
    </ins>
  );
}

function Rows({ label, rows }: { label: string; rows: readonly Row[] }) {
  const { shown, hidden, showMore } = useFirst(rows);
  return (
    <div className={styles.frame}>
      <table className={`${styles.table} ${styles.sides}`} aria-label={label}>
        <colgroup>
          <col className={styles.names} />
          <col />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, row }) => (
            <tr key={key}>
              <th scope="row">
                <StatePath path={row.path} />
                {row.mark !== "same" && <div className={styles.mark}>{marks[row.mark]}</div>}
              </th>
              <td data-side="Before">
                <Before row={row} />
              </td>
              <td data-side="After">
                <After row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreRows hidden={hidden} onMore={showMore} />
    </div>
  );
}

/** Two states of a resource side by side; what both have is folded away. */
export function DifferenceTable({
  label,
  before,
  after,
}: {
  label: string;
  before: unknown;
  after: unknown;
}) {
  const [whole, setWhole] = useState(false);
  const rows = compareStates(before, after);
  const different = rows.filter(({ mark }) => mark !== "same");
  const same = rows.length - different.length;
  return (
    <SpaceBetween size="xs">
      {different.length === 0 && <div>There is no difference between the two.</div>}
      {(different.length > 0 || whole) && <Rows label={label} rows={whole ? rows : different} />}
      {same > 0 && (
        <Button variant="inline-link" ariaExpanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? "Hide" : "Show"} {same.toLocaleString("en")} unchanged
        </Button>
      )}
    </SpaceBetween>
  );
}
