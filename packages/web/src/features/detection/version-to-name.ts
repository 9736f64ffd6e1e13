import type { Settings } from "../settings/settings-request.ts";

/**
 * The version that a change names as the one it was made of: the latest, unless the part that it changes is another by now than
 * the person has seen. Then it names theirs, and is refused.
 */
export function versionToName(
  seen: Settings,
  current: Settings,
  part: (settings: Settings) => unknown,
): number {
  const same = JSON.stringify(part(seen)) === JSON.stringify(part(current));
  return same ? Math.max(seen.version, current.version) : seen.version;
}
