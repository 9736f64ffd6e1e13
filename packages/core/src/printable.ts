/**
 * Characters that don't show, or that change how others show: they move a terminal's cursor, colour it, or turn the
 * reading direction, and names and descriptions come from whoever made a call.
 */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Has this text a character that doesn't show? */
export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN) !== -1;
}

/** The text with each such character as its escape, `\\u001b`. */
export function printable(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
