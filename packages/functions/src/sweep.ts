import type { LiveAccount } from "@snapback/core/aws/account";
import { awsFailure, awsWords } from "@snapback/core/aws/error";
import { type Publish, RECONCILE, SWEEP } from "@snapback/core/bus/message";
import { type Detection, respondingService } from "@snapback/core/detections/define";
import type { ReadSettings } from "@snapback/core/settings/settings";
import { takeInSwept } from "@snapback/core/sweep/take-in";
import { sweepUnits, type Unit, unitId } from "@snapback/core/sweep/unit";
import { BusEvent } from "./message.ts";

type Intake = Parameters<typeof takeInSwept>[3];

export interface SweepDeps extends Omit<Intake, "settings"> {
  detections: readonly Detection[];
  /** The watched regions. */
  regions: readonly string[];
  settings: ReadSettings;
  live: (region: string) => LiveAccount;
  publish: Publish;
}

/**
 * Looks through the account for what is wrong without a call that showed it. On its schedule it only hands out the work: one
 * message of the bus for each detection and region, each of which one more call of this function sees to.
 */
export function createSweep(deps: SweepDeps) {
  const units = sweepUnits(deps.detections, deps.regions);
  return async (event?: unknown): Promise<{ sent: number }> => {
    const message = BusEvent.safeParse(event);
    if (!message.success) {
      await deps.publish(units.map((unit) => ({ type: "sweep.due", id: unitId(unit), service: SWEEP })));
      return { sent: units.length };
    }
    const { id } = message.data.detail;
    const unit = units.find((one) => unitId(one) === id);
    if (unit === undefined) deps.log.warn("sweep.nothing-to-sweep", { unit: id });
    else await sweep(unit, deps);
    return { sent: 0 };
  };
}

/** What AWS refuses to show is told, and not tried again before the next sweep; what may pass is thrown, and is. */
async function sweep(unit: Unit, deps: SweepDeps): Promise<void> {
  const { log, now } = deps;
  const { detection, region } = unit;
  const settings = await deps.settings();
  const service = respondingService(detection) ?? RECONCILE;
  const seen = { resources: 0, violations: 0 };
  try {
    const where = { account: deps.account, region, live: deps.live(region) };
    // Read before the first resource is: what is put right meanwhile must not look as if it came back.
    const lookedAt = now();
    for await (const swept of detection.sweep.resources(where, settings.parameters(detection.id).values)) {
      seen.resources += 1;
      seen.violations += swept.violations.length;
      const opened = await takeInSwept(swept, unit, lookedAt, { ...deps, settings });
      const wanting = opened.filter(({ state }) => state === "open");
      if (wanting.length > 0)
        await deps.publish(wanting.map(({ id }) => ({ type: "finding.opened", id, service })));
    }
  } catch (error) {
    if (hasNoEndpoint(error)) return log.warn("sweep.no-such-service", { unit: unitId(unit) });
    const failure = awsFailure(error);
    if (failure === undefined || failure === "passing") throw error;
    log.error("sweep.not-possible", { unit: unitId(unit), failure, error: awsWords(error), ...seen });
    return;
  }
  log.info("sweep.done", { unit: unitId(unit), ...seen });
}

/** Not every service is in every region, and what isn't there has no name in DNS: trying again would never help. */
function hasNoEndpoint(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOTFOUND";
}
