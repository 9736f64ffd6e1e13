import type { Finding } from "../../finding-types.ts";

/** Why Snapback has tried nothing. */
export function withoutAttempt({ state, hold, safe, proposal }: Finding): string {
  if (state === "exempt") return "An exemption covers it, so nothing was planned or changed.";
  if (proposal) return "Nothing has been changed yet: the plan waits for a person.";
  if (safe?.by === "already") return "It was safe already when Snapback looked. Nothing was changed.";
  if (hold !== undefined) return "Snapback holds back here, so nothing was planned or changed.";
  if (state === "failed") return "Snapback could not plan a response. Nothing was changed.";
  if (state === "dismissed") return "Somebody said that nothing need be done. Nothing was changed.";
  return "Nothing has been changed yet. The plan shows here as soon as Snapback has looked at the resource.";
}
