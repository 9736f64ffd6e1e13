import { compareStates } from "./compare-states.ts";
import { MoreRows, useFirst } from "./first-rows.tsx";
import { StatePath } from "./state-path.tsx";
import styles from "./state-table.module.css";
import { StateValue } from "./state-value.tsx";

/** A state, or any other JSON object, member by member. */
export function StateTable({ label, state }: { label: string; state: unknown }) {
  const { shown, hidden, showMore } = useFirst(compareStates(state, state));
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <colgroup>
          <col className={styles.names} />
          <col />
        </colgroup>
        <thead className={styles.unseen}>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, row: { path, after } }) => (
            <tr key={key}>
              <th scope="row">
                <StatePath path={path} />
              </th>
              <td>
                <StateValue value={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <MoreRows hidden={hidden} onMore={showMore} />
    </div>
  );
}
