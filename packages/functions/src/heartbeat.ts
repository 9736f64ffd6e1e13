import { checkRegion, type HeartbeatCheck, type RegionReport } from "@snapback/core/heartbeat/check";

/** No region could be checked: what the table's items would have said is not known. */
class UncheckedError extends AggregateError {
  override name = "UncheckedError";
}

/** What the alarm's metrics are read from; the fields' names are those of the metric filters. */
export interface HeartbeatSummary {
  regionsInTrouble: number;
  /** The largest of the regions' latest latencies; absent where no heartbeat has come yet. */
  latencyMs?: number;
  /** The regions whose heartbeats stay away. */
  silent: string[];
  /** The regions whose rules could not deliver events, with how many. */
  undelivered: { [region: string]: number };
  /** The regions in which something could not be done: a log line each says what. */
  failed: string[];
}

/**
 * Runs on a schedule: looks in every watched region whether its heartbeats come through, and sends the next. Trouble in
 * a region is in the log's one line, for the alarm, and no error of the function.
 *
 * @throws UncheckedError where no region could be checked at all.
 */
export function createHeartbeat(check: HeartbeatCheck) {
  return async (): Promise<HeartbeatSummary> => {
    const reports = await Promise.all(check.regions.map((region) => checkRegion(region, check)));
    const unread = reports.flatMap(({ errors }) => ("read" in errors ? [errors.read] : []));
    if (unread.length === reports.length && unread.length > 0)
      throw new UncheckedError(unread, "no region's heartbeats could be read");
    const summary = summaryOf(reports);
    const level = summary.regionsInTrouble > 0 ? "error" : "info";
    check.log[level]("heartbeat.checked", { ...summary });
    return summary;
  };
}

function summaryOf(reports: readonly RegionReport[]): HeartbeatSummary {
  const regions = (inTrouble: (report: RegionReport) => boolean) =>
    reports.filter(inTrouble).map(({ region }) => region);
  const failed = (report: RegionReport) => Object.keys(report.errors).length > 0;
  const undelivered = reports.filter((report) => report.undelivered > 0);
  const latencies = reports.flatMap(({ latest }) => latest?.latencyMs ?? []);
  return {
    regionsInTrouble: regions((report) => report.silent || report.undelivered > 0 || failed(report)).length,
    ...(latencies.length > 0 && { latencyMs: Math.max(...latencies) }),
    silent: regions(({ silent }) => silent),
    undelivered: Object.fromEntries(undelivered.map((report) => [report.region, report.undelivered])),
    failed: regions(failed),
  };
}
