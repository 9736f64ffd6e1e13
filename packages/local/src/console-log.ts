import { styleText } from "node:util";
import type { Log } from "@snapback/core/log";
import { printable } from "@snapback/core/printable";

type Fields = Record<string, unknown>;
type Texts = { [name: string]: string };
type Style = Parameters<typeof styleText>[0];

/**
 * The laptop's log: a line for each violation and each remediation, and for what goes wrong. Everything in it that comes
 * from a call is hostile, and can't move the cursor or colour the terminal.
 */
export function consoleLog(write: (line: string) => void, colours: boolean): Log {
  const paint = (style: Style, text: string) =>
    colours ? styleText(style, text, { validateStream: false }) : text;
  const line = (style: Style, word: string, text: string) => {
    const time = new Date().toLocaleTimeString("sv-SE");
    write(`${paint("dim", time)}  ${paint(style, word.padEnd(10))}  ${printable(text)}\n`);
  };
  const level =
    (style: Style, word: string) =>
    (message: string, fields: Fields = {}) => {
      const told = tellings[message];
      const words = Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, spelled(value)] as const],
      );
      if (told) line(told.style, told.word, told.tell(Object.fromEntries(words)));
      else line(style, word, [message, ...words.map((pair) => pair.join("="))].join(" "));
    };
  const quiet = (message: string, fields: Fields = {}) => {
    if (tellings[message]) level("dim", "info")(message, fields);
  };
  return { debug: () => {}, info: quiet, warn: level("yellow", "warning"), error: level("red", "error") };
}

const tellings: { [message: string]: { word: string; style: Style; tell: (fields: Texts) => string } } = {
  "finding.opened": { word: "VIOLATION", style: "red", tell: violation },
  "finding.seen-again": { word: "VIOLATION", style: "red", tell: (fields) => `${violation(fields)}, again` },
  "finding.remediated": {
    word: "REMEDIATED",
    style: "green",
    tell: ({ summary, by, tookMs, findingId }) => {
      const how =
        by === "already"
          ? "already safe when Snapback looked"
          : `no more; safe ${took(tookMs)} after it was seen`;
      return `${summary}: ${how}  ${findingId}`;
    },
  },
  "finding.failed": {
    word: "FAILED",
    style: "red",
    tell: ({ summary, error, findingId }) => `${summary}: ${error}  ${findingId}`,
  },
  "finding.will-retry": {
    word: "RETRYING",
    style: "yellow",
    tell: ({ summary, error, findingId }) => `${summary}: ${error}  ${findingId}`,
  },
};

function violation({ severity, summary, actor, sourceIp, region, hold, findingId }: Texts): string {
  const left = hold === undefined ? "" : ` (left to a person: ${hold})`;
  return `${summary} [${severity}], by ${actor} from ${sourceIp ?? "an unknown address"} in ${region}${left}  ${findingId}`;
}

function took(milliseconds: string | undefined): string {
  const number = Number(milliseconds);
  return number < 1000 ? `${number} ms` : `${(number / 1000).toFixed(1)} s`;
}

function spelled(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value === "object" && value !== null) return Object.values(value).map(spelled).join(": ");
  return String(value);
}
