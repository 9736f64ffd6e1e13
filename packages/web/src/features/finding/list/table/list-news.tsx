import LiveRegion from "@cloudscape-design/components/live-region";
import { clip, visible } from "../../../../text/visible.ts";
import type { Finding } from "../../finding-types.ts";
import { arrivalKey } from "./arrivals.ts";

interface ListNewsProps {
  rows: readonly Finding[];
  arrivals: ReadonlySet<string>;
  /** What waits until it is asked for. */
  news: string | undefined;
}

const TOLD = 3;
const LONGEST = 200;

/** Tells those who can't see it what has come in. */
export function ListNews({ rows, arrivals, news }: ListNewsProps) {
  const arrived = rows.filter((finding) => arrivals.has(arrivalKey(finding)));
  const told = arrived.slice(0, TOLD).map(({ summary }) => `New finding: ${visible(clip(summary, LONGEST))}`);
  const more = arrived.length > TOLD ? [`And ${(arrived.length - TOLD).toLocaleString("en")} more`] : [];
  return (
    <LiveRegion hidden>{[...told, ...more, ...(news === undefined ? [] : [news])].join(". ")}</LiveRegion>
  );
}
