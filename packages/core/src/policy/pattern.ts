import { matches } from "../exemption/pattern.ts";
import type { Patterns } from "./document.ts";

const SEGMENTS = 6;

/** Does this action's pattern stand for this action? Letters' case makes no difference in actions. */
export function matchesAction(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase());
}

/** Does an `Action`, or a `NotAction`, stand for this action? */
export function givesAction({ not, patterns }: Patterns, action: string): boolean {
  return patterns.some((pattern) => matchesAction(pattern, action)) !== not;
}

/** Does every action that `narrow` stands for fall under `wide`, too? May say no where it does, never yes where not. */
export function coversAction(wide: string, narrow: string): boolean {
  return covers(wide.toLowerCase(), narrow.toLowerCase());
}

/**
 * Does every resource that `narrow` stands for fall under `wide`, too? Wildcards stay within a segment of an ARN.
 * May say no where it does, never yes where not.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function coversResource(wide: string, narrow: string): boolean {
  if (wide === "*") return true;
  const [own, other] = [segments(wide), segments(narrow)];
  return own.length === other.length && own.every((segment, index) => covers(segment, other[index] ?? ""));
}

/** A pattern matched against another one as if that were a text: what its `*` stands for, only `*` may take. */
function covers(wide: string, narrow: string): boolean {
  if (wide === "*" || (wide === narrow && !wide.includes("${"))) return true;
  if (wide.includes("${")) return false;
  return !(wide.includes("?") && /\*|\$\{/.test(narrow)) && matches(wide, narrow);
}

/** An ARN's parts, the resource with its own colons being the last; other text is one part. */
export function segments(arn: string): string[] {
  const parts = arn.split(":");
  if (parts.length < SEGMENTS) return [arn];
  return [...parts.slice(0, SEGMENTS - 1), parts.slice(SEGMENTS - 1).join(":")];
}
