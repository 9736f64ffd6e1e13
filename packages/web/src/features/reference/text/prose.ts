/** The little Markdown that the API's description is written in: headings, paragraphs, and code within a line. */

export interface Block {
  kind: "heading" | "paragraph";
  text: string;
}

export interface Part {
  /** Where in the line it begins. */
  at: number;
  text: string;
  code: boolean;
}

export function blocksOf(markdown: string): Block[] {
  const blocks = markdown.split(/\n{2,}/).map((block) => block.trim().replaceAll(/\s*\n\s*/g, " "));
  return blocks
    .filter(Boolean)
    .map((block) =>
      block.startsWith("## ")
        ? { kind: "heading" as const, text: block.slice(3) }
        : { kind: "paragraph" as const, text: block },
    );
}

/** The text of a line, with what stands between backticks as code. A backtick without its pair is itself. */
export function partsOf(line: string): Part[] {
  let at = 0;
  return line
    .split(/(`[^`]+`)/)
    .filter((part) => part !== "")
    .map((part) => {
      const start = at;
      at += part.length;
      return /^`[^`]+`$/.test(part)
        ? { at: start, text: part.slice(1, -1), code: true }
        : { at: start, text: part, code: false };
    });
}
