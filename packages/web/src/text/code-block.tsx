import { CopyButton } from "./copy-button.tsx";
import styles from "./text.module.css";
import { visible } from "./visible.ts";

interface CodeBlockProps {
  /** What this is: "command", "record". */
  label: string;
  /** What gets copied. */
  text: string;
  /** What is shown, where that differs. */
  shown?: string;
}

/** A command or a document to read and to copy. */
export function CodeBlock({ label, text, shown = visible(text) }: CodeBlockProps) {
  return (
    <div className={styles.code}>
      {/* What scrolls has to be reachable by keyboard. */}
      <pre dir="ltr" role="region" aria-label={label} tabIndex={0}>
        <code>{shown}</code>
      </pre>
      <CopyButton label={label} text={text} />
    </div>
  );
}
