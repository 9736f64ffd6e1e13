import * as z from "zod";
import { digestOf } from "../digest.ts";
import type { SettingsChange } from "./change.ts";
import type { Entry, Ledger } from "./ledger.ts";
import { RuntimeSettings, untouched } from "./runtime.ts";

/** Somebody else has changed the settings in the meantime. */
export class VersionConflictError extends Error {
  override name = "VersionConflictError";
}

/** What was wanted once is wanted again, and says something else. */
export class RequestReusedError extends Error {
  override name = "RequestReusedError";
}

/** The caller's own name for a change, and a digest of what it is: one that is sent again is known by them. */
export interface ChangeRequest {
  id: string;
  content: string;
}
const Requested = z.object({ request: z.object({ id: z.string(), content: z.string() }).optional() });

/** How many versions back a request is known: whoever gets no answer sends it again at once. */
const REMEMBERED = 100;

/** More people than may be: at each try one of them gets on. */
const TRIES = 10;

const TOPIC = "settings";

export type RuntimeSettingsStore = ReturnType<typeof openRuntimeSettings>;

/** What people have changed: each change adds a version to the ledger, and none is ever changed. */
export function openRuntimeSettings(ledger: Pick<Ledger, "latest" | "get" | "add" | "list">) {
  async function read(): Promise<RuntimeSettings> {
    const latest = await ledger.latest(TOPIC);
    return latest ? RuntimeSettings.parse(latest.data) : untouched;
  }

  /** Was a change made by this request already? */
  async function madeBy({ id, content }: ChangeRequest, version: number): Promise<boolean> {
    const entries = await ledger.list(TOPIC, nameOf(Math.max(0, version - REMEMBERED)));
    const made = entries.map(({ data }) => Requested.parse(data).request).find((known) => known?.id === id);
    if (made && made.content !== content)
      throw new RequestReusedError("this came with another request before");
    return made !== undefined;
  }

  return {
    /** The latest version, read consistently. */
    read,

    /**
     * Makes a change of the settings that are there.
     *
     * @param expected the version that was looked at; where it is undefined (a pause does not depend on what else was
     *   changed) the change is made of whatever is there
     * @param decide what becomes of them; nothing, if it is undefined
     * @param request where it has made a change already, it makes no other
     * @returns the settings as they are now
     * @throws VersionConflictError where the settings are of another version than that
     * @throws RequestReusedError where the request's name came with another one before
     */
    async change(
      expected: number | undefined,
      decide: (runtime: RuntimeSettings) => SettingsChange | undefined,
      request?: ChangeRequest,
    ): Promise<RuntimeSettings> {
      for (let tries = 0; tries < TRIES; tries++) {
        const runtime = await read();
        if (request && (await madeBy(request, runtime.version))) return runtime;
        if (expected !== undefined && expected !== runtime.version) {
          throw new VersionConflictError(
            `the settings are at version ${runtime.version} now, no longer at ${expected}: look at them again before you change them`,
          );
        }
        const change = decide(runtime);
        if (change === undefined) return runtime;
        if (await addedBy(ledger, entryOf(change, request))) return change.runtime;
      }
      throw new VersionConflictError(`somebody else was faster, ${TRIES} times: try again`);
    },
  };
}

/** Names have ten digits, so that their order is that of the versions. */
function nameOf(version: number): string {
  return String(version).padStart(10, "0");
}

function entryOf({ runtime, at, by, what, before, after }: SettingsChange, request?: ChangeRequest): Entry {
  const data = { ...RuntimeSettings.parse(runtime), ...(request && { request: { ...request } }) };
  return { topic: TOPIC, name: nameOf(runtime.version), at, by, what, before, after, data };
}

/** Is it this entry that is there now? A write whose answer was lost is sent again by the SDK, and finds itself. */
async function addedBy(ledger: Pick<Ledger, "get" | "add">, entry: Entry): Promise<boolean> {
  if (await ledger.add(entry)) return true;
  return digestOf(await ledger.get(entry.topic, entry.name)) === digestOf(entry);
}
