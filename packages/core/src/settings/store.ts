import { digestOf } from "../digest.ts";
import type { SettingsChange } from "./change.ts";
import type { Entry, Ledger } from "./ledger.ts";
import { RuntimeSettings, untouched } from "./runtime.ts";

/** Somebody else has changed the settings in the meantime. */
export class VersionConflictError extends Error {
  override name = "VersionConflictError";
}

/** More people than may be: at each try one of them gets on. */
const TRIES = 10;

const TOPIC = "settings";

export type RuntimeSettingsStore = ReturnType<typeof openRuntimeSettings>;

/** What people have changed: each change adds a version to the ledger, and none is ever changed. */
export function openRuntimeSettings(ledger: Pick<Ledger, "latest" | "get" | "add">) {
  async function read(): Promise<RuntimeSettings> {
    const latest = await ledger.latest(TOPIC);
    return latest ? RuntimeSettings.parse(latest.data) : untouched;
  }

  return {
    /** The latest version, read consistently. */
    read,

    /**
     * Makes a change of the settings that are there.
     *
     * @param expected the version that was looked at; where it is undefined (a pause does not depend on what else was
     *   changed) the change is made of whatever is there
     * @throws VersionConflictError where the settings are of another version than that
     */
    async change(
      expected: number | undefined,
      decide: (runtime: RuntimeSettings) => SettingsChange,
    ): Promise<RuntimeSettings> {
      for (let tries = 0; tries < TRIES; tries++) {
        const runtime = await read();
        if (expected !== undefined && expected !== runtime.version) {
          throw new VersionConflictError(
            `the settings are at version ${runtime.version} now, no longer at ${expected}: look at them again before you change them`,
          );
        }
        const change = decide(runtime);
        if (await addedBy(ledger, entryOf(change))) return change.runtime;
      }
      throw new VersionConflictError(`somebody else was faster, ${TRIES} times: try again`);
    },
  };
}

/** Names have ten digits, so that their order is that of the versions. */
function entryOf({ runtime, at, by, what, before, after }: SettingsChange): Entry {
  const name = String(runtime.version).padStart(10, "0");
  return { topic: TOPIC, name, at, by, what, before, after, data: RuntimeSettings.parse(runtime) };
}

/** Is it this entry that is there now? A write whose answer was lost is sent again by the SDK, and finds itself. */
async function addedBy(ledger: Pick<Ledger, "get" | "add">, entry: Entry): Promise<boolean> {
  if (await ledger.add(entry)) return true;
  return digestOf(await ledger.get(entry.topic, entry.name)) === digestOf(entry);
}
