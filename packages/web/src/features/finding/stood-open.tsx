import { formatDuration } from "../../time/format.ts";
import { Since } from "../../time/time.tsx";
import type { Finding } from "./finding-types.ts";

/** How long the resource stood open in the present episode; counting while it does. */
export function StoodOpen({ finding }: { finding: Finding }) {
  if (finding.openMs !== undefined) return formatDuration(finding.openMs);
  return <Since at={finding.opened.eventTime} />;
}
