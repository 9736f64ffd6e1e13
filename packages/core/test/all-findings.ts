import type { Finding } from "../src/finding/schema.ts";
import type { FindingStore } from "../src/finding/store.ts";

/** All findings, the latest first, with nothing between a test and the table. */
export async function allFindings(store: Pick<FindingStore, "changes" | "getAll">): Promise<Finding[]> {
  const changed = await store.changes(undefined);
  const findings = await store.getAll(changed.map(({ row }) => row.id));
  return findings.toSorted(
    (a, b) => b.latest.eventTime.localeCompare(a.latest.eventTime) || b.id.localeCompare(a.id),
  );
}
