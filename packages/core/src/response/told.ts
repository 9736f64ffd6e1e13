import type { Finding } from "../finding/schema.ts";

/** What the log tells of a finding. */
export function told(finding: Finding): Record<string, unknown> {
  const { id, detection, severity, summary, account, region, opened, safe } = finding;
  const since = (start: string) => safe && Date.parse(safe.at) - Date.parse(start);
  return {
    findingId: id,
    eventId: opened.eventId,
    detection,
    severity,
    summary,
    account,
    region,
    by: safe?.by,
    openMs: since(opened.eventTime),
    tookMs: since(opened.seenAt),
  };
}
