import { type ConsoleSettings, parseConsoleSettings } from "@snapback/core/deployment/console-settings";

const ADDRESS = "/_config/settings.json";

export class SettingsError extends Error {
  override name = "SettingsError";
}

/**
 * What this console is told of where it runs.
 *
 * @throws SettingsError where it can't be read
 */
export async function readSettings(): Promise<ConsoleSettings> {
  try {
    const answer = await fetch(ADDRESS, { cache: "no-store" });
    return parseConsoleSettings(await answer.json());
  } catch (cause) {
    throw new SettingsError(`The console's settings (${ADDRESS}) can't be read.`, { cause });
  }
}
