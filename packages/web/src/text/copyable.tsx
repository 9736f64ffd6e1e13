import { CopyButton } from "./copy-button.tsx";
import { EventText } from "./event-text.tsx";
import styles from "./text.module.css";

/** Text from outside with a button that copies it as it is. */
export function Copyable({ label, text, limit }: { label: string; text: string; limit?: number }) {
  return (
    <span className={styles.copyable}>
      <span>
        <EventText text={text} {...(limit !== undefined && { limit })} />
      </span>
      <CopyButton label={label} text={text} />
    </span>
  );
}
