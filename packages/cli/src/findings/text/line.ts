import { styleText } from "node:util";
import { printable } from "@snapback/core/printable";

type Style = Parameters<typeof styleText>[0];

/** A piece of a line; `style` is for terminals only, so it says nothing that the text does not. */
export type Segment = string | { text: string; style: Style };
export type Line = string | readonly Segment[];

/**
 * Lines for a terminal, each with its newline. What they say comes from calls and from the account, and is hostile: nothing
 * but the styles reaches the terminal's controls.
 */
export function rendered(lines: readonly Line[], colours: boolean): string {
  return lines.map((line) => `${segmentsOf(line, colours).trimEnd()}\n`).join("");
}

function segmentsOf(line: Line, colours: boolean): string {
  const segments = typeof line === "string" ? [line] : line;
  return segments
    .map((segment) => {
      if (typeof segment === "string") return printable(segment);
      const text = printable(segment.text);
      return colours ? styleText(segment.style, text, { validateStream: false }) : text;
    })
    .join("");
}

/** Rows as lines whose columns stand below each other. */
export function tabulated(rows: readonly (readonly Segment[])[]): Line[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, printable(textOf(cell)).length);
  return rows.map((row) =>
    row.flatMap((cell, column) => {
      const gap = (widths[column] ?? 0) - printable(textOf(cell)).length;
      return [cell, " ".repeat(gap + 2)];
    }),
  );
}

export function indented(lines: readonly Line[], by = "  "): Line[] {
  return lines.map((line) => (typeof line === "string" ? `${by}${line}` : [by, ...line]));
}

function textOf(segment: Segment): string {
  return typeof segment === "string" ? segment : segment.text;
}
