import { SILENT_AFTER_MS } from "@snapback/core/heartbeat/check";
import { openHeartbeats } from "@snapback/core/heartbeat/store";
import { asked, type Check, type Examined, type Line } from "./line.ts";
import { time } from "./time.ts";

const what = "heartbeat";

/** When the last probe of each region came through, and how long it took. */
export const heartbeat: Check = async (examined) => {
  const { deployment, clients } = examined;
  const store = openHeartbeats(clients(deployment.home).dynamodb, deployment.findingsTable);
  const lines = await Promise.all(
    deployment.regions.map((region) =>
      asked(what, region, async () => [await lineOf(region, store, examined)]),
    ),
  );
  return lines.flat();
};

async function lineOf(
  region: string,
  store: ReturnType<typeof openHeartbeats>,
  { now, endpoint, deployment }: Examined,
): Promise<Line> {
  const latest = await store.latest(region);
  if (latest === undefined) return neverSeen(region, (await store.probing(region))?.since, now());
  const ageMs = now().getTime() - Date.parse(latest.sentAt);
  const detail = `${region}: the last one was sent ${time(ageMs)} ago, and came through in ${time(latest.latencyMs)}`;
  if (ageMs <= SILENT_AFTER_MS) return { status: "ok", what, detail };
  const logs = endpoint === undefined ? `--stage ${deployment.stage}` : "--laptop";
  return {
    status: "fail",
    what,
    detail: `${detail}; none has since`,
    next: `Mend what else is wrong here, then see what the functions say: npm run tail -- ${logs} --since 1h`,
  };
}

function neverSeen(region: string, since: string | undefined, now: Date): Line {
  const probedMs = since === undefined ? 0 : now.getTime() - Date.parse(since);
  if (probedMs <= SILENT_AFTER_MS)
    return {
      status: "warn",
      what,
      detail: `${region}: none has come through yet`,
      next: "A new stage has its first within half an hour. Run the doctor again then.",
    };
  return {
    status: "fail",
    what,
    detail: `${region}: none has ever come through, and they have been sent for ${time(probedMs)}`,
    next: "See whether a trail logs, and whether the rules and the subscription are there.",
  };
}
