import { styleText } from "node:util";
import { printable } from "@snapback/core/printable";
import { counted, type Line } from "./line.ts";

type Status = Line["status"];
type Style = Parameters<typeof styleText>[0];

const marks: { [S in Status]: { sign: string; plain: string; style: Style } } = {
  ok: { sign: "✓", plain: "ok", style: "green" },
  warn: { sign: "!", plain: "warning", style: "yellow" },
  fail: { sign: "✗", plain: "FAILED", style: "red" },
  skipped: { sign: "-", plain: "skipped", style: "dim" },
};
const WHAT = 13;

/** A line for a terminal, or, without `fancy`, for a file or a pipe: words in ASCII, no colours. Ends with a newline. */
export function printedLine({ status, what, detail, next }: Line, fancy: boolean): string {
  const { sign, plain, style } = marks[status];
  const mark = fancy ? paint(style, sign) : plain.padEnd(7);
  const start = `${mark} ${what.padEnd(WHAT)} `;
  const indent = " ".repeat((fancy ? 1 : 7) + 1 + WHAT + 1);
  const steps = (next ?? "").split("\n").filter((step) => step !== "");
  const after = steps.map((step) => `${indent}${fancy ? paint("dim", "→") : "->"} ${printable(step)}\n`);
  return `${start}${printable(detail)}\n${after.join("")}`;
}

/** The last line: how it went in all. */
export function summary(lines: readonly Line[]): string {
  const count = (status: Status) => lines.filter((line) => line.status === status).length;
  const [failed, warned] = [count("fail"), count("warn")];
  const warnings = warned > 0 ? `, with ${counted(warned, "warning")}` : "";
  return failed === 0
    ? `It works${warnings}.`
    : `It does not work as it should: ${counted(failed, "fault")}${warnings}.`;
}

function paint(style: Style, text: string): string {
  return styleText(style, text, { validateStream: false });
}
