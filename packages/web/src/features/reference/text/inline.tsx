import { visible } from "../../../text/visible.ts";
import styles from "./prose.module.css";
import { partsOf } from "./prose.ts";

/** A line of the API's description. */
export function Inline({ text }: { text: string }) {
  return partsOf(text).map((part, index) =>
    part.code ? (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other name, and stay where they are
      <code key={index} className={styles.code}>
        {visible(part.text)}
      </code>
    ) : (
      visible(part.text)
    ),
  );
}
