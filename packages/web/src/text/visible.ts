/**
 * Control characters, the bidirectional controls that make text read as other text, zero-width characters, line and
 * paragraph separators, half surrogates, private use: what can hide something or move what stands beside it.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/**
 * Text from an event, harmless to look at: each hidden character shows as `[U+202E]`. Everything else stays, since React
 * writes text as text.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => `[U+${hex(character)}]`);
}

/** JSON text, harmless to look at and still the same JSON: hidden characters show as its own escapes. */
export function visibleJson(json: string): string {
  return json.replace(HIDDEN, (character) => {
    if (character === "\n") return character;
    return Array.from({ length: character.length }, (_, unit) => {
      return `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
    }).join("");
  });
}

/** The first `length` characters, without half a surrogate pair at the end. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
