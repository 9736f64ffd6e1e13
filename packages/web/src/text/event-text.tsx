import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import styles from "./text.module.css";
import { clip, visible } from "./visible.ts";

const LIMIT = 600;
const LINE_LIMIT = 300;

/** Text that comes from outside, kept apart from what stands around it. The raw record has all of it. */
export function EventText({ text, limit = LIMIT }: { text: string; limit?: number }) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? text : clip(text, limit);
  const rest = text.length - shown.length;
  return (
    <>
      <bdi dir="ltr" className={styles.text}>
        {visible(shown)}
        {rest > 0 && "…"}
      </bdi>
      {rest > 0 && (
        <>
          {" "}
          <Button variant="inline-link" onClick={() => setWhole(true)}>
            Show {rest.toLocaleString("en")} more characters
          </Button>
        </>
      )}
    </>
  );
}

/** The same in one line (or two), cut off with an ellipsis where the room ends. */
export function EventLine({ text, wrap = false }: { text: string; wrap?: boolean }) {
  const shown = visible(clip(text, LINE_LIMIT));
  return (
    <bdi dir="ltr" className={wrap ? styles.twoLines : styles.line} title={shown}>
      {shown}
    </bdi>
  );
}
