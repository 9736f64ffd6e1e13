import { printable } from "../printable.ts";
import type { Patterns } from "./document.ts";

const LONGEST = 60;
const MOST = 3;

/** A part of a policy's own text, which may be anything, made safe and short. */
export function clipped(text: string): string {
  const shown = printable(text.slice(0, LONGEST));
  return text.length > LONGEST ? `${shown}…` : shown;
}

/** "a, b, c and 2 more" */
export function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST).map(clipped).join(", ");
  return texts.length > MOST ? `${shown} and ${texts.length - MOST} more` : shown;
}

/** What actions a statement is about. */
export function describeActions({ not, patterns }: Patterns): string {
  if (not) return `do everything but ${listed(patterns)}`;
  return patterns.includes("*") ? "do everything" : listed(patterns);
}
