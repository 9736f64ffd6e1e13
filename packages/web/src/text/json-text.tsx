import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import styles from "./text.module.css";
import { clip, visibleJson } from "./visible.ts";

const LIMIT = 1500;

/** A value as indented JSON among other things, without a frame of its own. */
export function JsonText({ value }: { value: unknown }) {
  const [whole, setWhole] = useState(false);
  const text = JSON.stringify(value, null, 2) ?? "null";
  const shown = whole ? text : clip(text, LIMIT);
  const rest = text.length - shown.length;
  return (
    <>
      <pre dir="ltr" className={styles.json}>
        {visibleJson(shown)}
        {rest > 0 && "…"}
      </pre>
      {rest > 0 && (
        <Button variant="inline-link" onClick={() => setWhole(true)}>
          Show {rest.toLocaleString("en")} more characters
        </Button>
      )}
    </>
  );
}
