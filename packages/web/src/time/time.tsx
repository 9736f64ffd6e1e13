import { formatAgo, formatDuration, formatTime, formatTimeFully } from "./format.ts";
import { useNow } from "./now.ts";

/** How long ago, with the time itself on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatTimeFully(at)}>
      {formatAgo(now - Date.parse(at))}
    </time>
  );
}

export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={formatTimeFully(at)}>
      {formatTime(at)}
    </time>
  );
}

/** How long since then, counting. */
export function Since({ at }: { at: string }) {
  const now = useNow();
  return formatDuration(now - Date.parse(at));
}
