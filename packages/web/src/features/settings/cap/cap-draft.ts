/** What somebody has typed, and the version of the settings that they saw when they began. */
export interface CapDraft {
  text: string;
  version: number;
}

/** The cap that a text means; `undefined` where it is none. */
export function capOf(text: string): number | undefined {
  const trimmed = text.trim();
  const cap = /^\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isSafeInteger(cap) ? cap : undefined;
}
