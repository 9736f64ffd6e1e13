import { createInterface } from "node:readline/promises";
import { printable } from "@snapback/core/printable";
import { type Line, rendered } from "./text/line.ts";

/** Where a command writes, and whom it can ask. */
export interface Terminal {
  out: (text: string) => void;
  err: (text: string) => void;
  colours: boolean;
  /** Asks the person who sits there; absent where nobody does. */
  ask?: ((question: string) => Promise<string>) | undefined;
}

/** This process's own. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    colours: stdout.isTTY && !process.env.NO_COLOR,
    ...(stdin.isTTY && stderr.isTTY && { ask }),
  };
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** What a command has to say: as lines for people, or as JSON for scripts. */
export interface Output {
  /** Its answer. */
  answer: (json: unknown, lines: readonly Line[]) => void;
  /** What a person sees before the answer; scripts do without. */
  show: (lines: readonly Line[]) => void;
  /** How it goes, beside the answer. */
  note: (text: string) => void;
}

export function openOutput({ out, err, colours }: Terminal, json: boolean): Output {
  return {
    answer: (value, lines) => out(json ? jsonText(value) : rendered(lines, colours)),
    show: (lines) => {
      if (!json) out(rendered(lines, colours));
    },
    note: (text) => err(`${printable(text)}\n`),
  };
}

/** Escapes in a JSON text mean what they stand for, so that terminals get none of what they would obey. */
function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).split("\n").map(printable).join("\n")}\n`;
}
