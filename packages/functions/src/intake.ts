import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { Publish } from "@snapback/core/bus/message";
import { openBus } from "@snapback/core/bus/publish";
import type { Intake } from "@snapback/core/finding/intake";
import type { environment } from "./environment.ts";
import { findingsStore } from "./table.ts";

/** The table and the bus that this function's environment names. */
export function openIntake(
  deps: Pick<Intake, "log" | "now"> & { environment: typeof environment },
): Intake & { publish: Publish } {
  return {
    log: deps.log,
    now: deps.now,
    findings: findingsStore(),
    account: deps.environment.SNAPBACK_ACCOUNT,
    publish: openBus(new EventBridgeClient({}), deps.environment.SNAPBACK_BUS),
  };
}
