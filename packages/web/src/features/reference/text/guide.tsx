import Box from "@cloudscape-design/components/box";
import { visible } from "../../../text/visible.ts";
import { Inline } from "./inline.tsx";
import styles from "./prose.module.css";
import { blocksOf } from "./prose.ts";

/** What holds for every request, from the beginning of the API's description. */
export function Guide({ markdown }: { markdown: string }) {
  return (
    <div className={styles.prose}>
      {blocksOf(markdown).map(({ kind, text }) =>
        kind === "heading" ? (
          <Box key={text} variant="h3" padding={{ top: "s" }}>
            {visible(text)}
          </Box>
        ) : (
          <Box key={text} variant="p">
            <Inline text={text} />
          </Box>
        ),
      )}
    </div>
  );
}
