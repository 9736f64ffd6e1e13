import Box from "@cloudscape-design/components/box";
import { findingsInWords } from "./bulk-words.ts";

/** How many of those that are selected a decision is not about. */
export function LeftOut({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Box color="text-body-secondary">
      {findingsInWords(count)} of those that are selected {count === 1 ? "does" : "do"} not allow it now:
      nothing is done about {count === 1 ? "it" : "them"}.
    </Box>
  );
}
