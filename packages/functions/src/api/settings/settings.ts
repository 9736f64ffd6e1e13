import { digestOf } from "@snapback/core/digest";
import type { Person } from "@snapback/core/person/person";
import * as change from "@snapback/core/settings/change";
import type { RuntimeSettings } from "@snapback/core/settings/runtime";
import {
  type ChangeRequest,
  openRuntimeSettings,
  RequestReusedError,
  VersionConflictError,
} from "@snapback/core/settings/store";
import type * as z from "zod";
import type { ApiDeps } from "../deps.ts";
import type { IdempotencyKey } from "../description.ts";
import { partyOf } from "../party.ts";
import { RefusedError } from "../problem.ts";
import { router } from "../router.ts";
import * as routes from "./routes.ts";
import { settingsView } from "./view.ts";

/** What people change at run time. Every change is a version of its own, with who made it. */
export function settingsApi({
  config,
  detections,
  ledger,
  pause,
  changes,
  now,
}: Pick<ApiDeps, "config" | "detections" | "ledger" | "pause" | "changes" | "now">) {
  const store = openRuntimeSettings(ledger);
  const viewOf = async (runtime: RuntimeSettings) =>
    settingsView(runtime, { config, detections, pause, changes, now });

  /** Makes a change in a person's name, of the version that they looked at or, where that does not matter, of the latest. */
  async function changed(
    person: Person,
    version: number | undefined,
    decide: (runtime: RuntimeSettings, by: change.Change) => change.SettingsChange | undefined,
    request?: ChangeRequest,
  ) {
    const by = { by: partyOf(person), now: now(), config, detections };
    try {
      return await viewOf(await store.change(version, (runtime) => decide(runtime, by), request));
    } catch (error) {
      if (error instanceof RequestReusedError)
        throw new RefusedError(
          409,
          "Key used already",
          "This Idempotency-Key came with another request before.",
        );
      if (!(error instanceof VersionConflictError)) throw error;
      const current = await store.read();
      throw new RefusedError(409, "Changed meanwhile", error.message, { version: current.version });
    }
  }

  return router()
    .openapi(routes.getSettings, async (c) => c.json(await viewOf(await store.read()), 200))
    .openapi(routes.pause, async (c) => {
      const asked = c.req.valid("json");
      const request = requestOf(c.var.person, "pause", c.req.valid("header"), asked);
      const made = await changed(
        c.var.person,
        undefined,
        (runtime, by) => change.pause(runtime, asked.reason, by),
        request,
      );
      return c.json(made, 200);
    })
    .openapi(routes.resume, async (c) => {
      const asked = c.req.valid("json");
      const request = requestOf(c.var.person, "resume", c.req.valid("header"), asked);
      // Where there is nothing to resume: counting anew by the way would get round the cap.
      const { paused } = await viewOf(await store.read());
      const made = await changed(
        c.var.person,
        undefined,
        (runtime, by) => (paused ? change.resume(runtime, asked.reason, by) : undefined),
        request,
      );
      return c.json(made, 200);
    })
    .openapi(routes.changeCap, async (c) => {
      const { automaticChangesPerHour, version } = c.req.valid("json");
      const made = await changed(c.var.person, version, (runtime, by) =>
        change.changeCap(runtime, automaticChangesPerHour, by),
      );
      return c.json(made, 200);
    })
    .openapi(routes.changeMode, async (c) => {
      const { mode, account, version } = c.req.valid("json");
      const chosen = { detection: c.req.valid("param").id, account, mode: mode ?? undefined };
      const made = await changed(c.var.person, version, (runtime, by) =>
        change.changeMode(runtime, chosen, by),
      );
      return c.json(made, 200);
    })
    .openapi(routes.changeParameters, async (c) => {
      const { values, version } = c.req.valid("json");
      const chosen = { detection: c.req.valid("param").id, values: values ?? undefined };
      const made = await changed(c.var.person, version, (runtime, by) =>
        change.changeParameters(runtime, chosen, by),
      );
      return c.json(made, 200);
    });
}

/** A request by the key that it came with; one without a key is a new one each time. */
function requestOf(
  { id: person }: Person,
  action: "pause" | "resume",
  { "Idempotency-Key": key }: z.output<typeof IdempotencyKey>,
  asked: object,
): ChangeRequest | undefined {
  return key === undefined ? undefined : { id: digestOf([person, action, key]), content: digestOf(asked) };
}
