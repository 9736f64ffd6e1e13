import { LONGEST_REASON } from "@snapback/core/decision/reason";

/** Is it one, and not too long? */
export function isReason(text: string): boolean {
  return text.trim() !== "" && !isTooLong(text);
}

/** Longer than the API takes? Spaces around it don't count. */
export function isTooLong(text: string): boolean {
  return text.trim().length > LONGEST_REASON;
}
