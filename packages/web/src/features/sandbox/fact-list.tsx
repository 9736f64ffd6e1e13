import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { EventText } from "../../text/event-text.tsx";
import { JsonBlock } from "../../text/json-block.tsx";
import type { Resource } from "./account-request.ts";
import styles from "./sandbox.module.css";

/** What matters of a resource; of a kind that nobody has words for, all of it as JSON. */
export function FactList({ resource: { id, facts, row } }: { resource: Resource }) {
  return (
    <>
      {facts.length > 0 && (
        <dl className={styles.facts}>
          {facts.map(({ label, values }) => (
            <div key={label}>
              <dt>{label}</dt>
              {numbered(values).map(({ value, number }) => (
                <dd key={number}>
                  <EventText text={value} limit={120} />
                </dd>
              ))}
            </div>
          ))}
        </dl>
      )}
      {row && (
        <ExpandableSection headerText="As it is kept">
          <JsonBlock label={`All of ${id}`} value={row} />
        </ExpandableSection>
      )}
    </>
  );
}

/** Two may be the same. */
function numbered(values: readonly string[]) {
  return values.map((value, number) => ({ value, number }));
}
