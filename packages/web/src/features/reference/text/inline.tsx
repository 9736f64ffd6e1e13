import { visible } from "../../../text/visible.ts";
import styles from "./prose.module.css";
import { partsOf } from "./prose.ts";

/** A line of the API's description. */
export function Inline({ text }: { text: string }) {
  return partsOf(text).map(({ at, text: part, code }) =>
    code ? (
      <code key={at} className={styles.code}>
        {visible(part)}
      </code>
    ) : (
      visible(part)
    ),
  );
}
