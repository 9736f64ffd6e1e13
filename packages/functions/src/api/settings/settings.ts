import type { Person } from "@snapback/core/person/person";
import * as change from "@snapback/core/settings/change";
import type { RuntimeSettings } from "@snapback/core/settings/runtime";
import { openRuntimeSettings, VersionConflictError } from "@snapback/core/settings/store";
import type { ApiDeps } from "../deps.ts";
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
  now,
}: Pick<ApiDeps, "config" | "detections" | "ledger" | "pause" | "now">) {
  const store = openRuntimeSettings(ledger);
  const viewOf = async (runtime: RuntimeSettings) => settingsView(runtime, { config, detections, pause });

  /** Makes a change in a person's name, of the version that they looked at or, where that does not matter, of the latest. */
  async function changed(
    person: Person,
    version: number | undefined,
    decide: (runtime: RuntimeSettings, by: change.Change) => change.SettingsChange,
  ) {
    const by = { by: partyOf(person), now: now(), config, detections };
    try {
      return await viewOf(await store.change(version, (runtime) => decide(runtime, by)));
    } catch (error) {
      if (!(error instanceof VersionConflictError)) throw error;
      const current = await store.read();
      throw new RefusedError(409, "Changed meanwhile", error.message, { version: current.version });
    }
  }

  return router()
    .openapi(routes.getSettings, async (c) => c.json(await viewOf(await store.read()), 200))
    .openapi(routes.pause, async (c) => {
      const { reason } = c.req.valid("json");
      const made = await changed(c.var.person, undefined, (runtime, by) => change.pause(runtime, reason, by));
      return c.json(made, 200);
    })
    .openapi(routes.resume, async (c) => {
      const { reason } = c.req.valid("json");
      const view = await viewOf(await store.read());
      // There is nothing to resume, and counting anew by the way would get round the cap.
      if (!view.paused) return c.json(view, 200);
      const made = await changed(c.var.person, undefined, (runtime, by) =>
        change.resume(runtime, reason, by),
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
      const chosen = { detection: c.req.valid("param").id, values };
      const made = await changed(c.var.person, version, (runtime, by) =>
        change.changeParameters(runtime, chosen, by),
      );
      return c.json(made, 200);
    });
}
