import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { EventText } from "../../text/event-text.tsx";
import type { Mark } from "./account-request.ts";
import styles from "./sandbox.module.css";

/** What is wrong with a resource: to the world, or where it should protect something. */
export function MarkList({ marks }: { marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <ul className={styles.plain}>
      {marks.map(({ kind, text }) => (
        <li key={text}>
          <StatusIndicator
            type={kind === "open" ? "error" : "warning"}
            iconAriaLabel={kind === "open" ? "Open" : "Weak"}
          >
            <EventText text={text} limit={200} />
          </StatusIndicator>
        </li>
      ))}
    </ul>
  );
}
