import { styleText } from "node:util";
import type { Log } from "./log.ts";
import { printable } from "./printable.ts";

type Texts = { [name: string]: string };
type Style = Parameters<typeof styleText>[0];

/** What a log said, whether it was just written or read back. */
export interface LogEntry {
  level: keyof Log;
  message: string;
  fields: Readonly<Record<string, unknown>>;
  at: Date;
}

/**
 * An entry as a line for a person, without its newline: a violation, a remediation, or what goes wrong; `undefined` for
 * the rest. Everything in it that comes from a call is hostile, and can't move the cursor or colour the terminal.
 */
export function logLine({ level, message, fields, at }: LogEntry, colours: boolean): string | undefined {
  const told = Object.hasOwn(tellings, message) ? tellings[message] : undefined;
  if (!told && (level === "debug" || level === "info")) return undefined;
  const words = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, spelled(value)] as const],
  );
  const { word, style } = told ?? levels[level];
  const text = told
    ? told.tell(Object.fromEntries(words))
    : [message, ...words.map((pair) => pair.join("="))].join(" ");
  const paint = (how: Style, what: string) =>
    colours ? styleText(how, what, { validateStream: false }) : what;
  return `${paint("dim", clock(at))}  ${paint(style, word.padEnd(10))}  ${printable(text)}`;
}

/** The messages that have a line whatever their level. */
export function toldMessages(): string[] {
  return Object.keys(tellings);
}

const levels: { [L in keyof Log]: { word: string; style: Style } } = {
  debug: { word: "debug", style: "dim" },
  info: { word: "info", style: "dim" },
  warn: { word: "warning", style: "yellow" },
  error: { word: "error", style: "red" },
};

const tellings: { [message: string]: { word: string; style: Style; tell: (fields: Texts) => string } } = {
  "finding.opened": { word: "VIOLATION", style: "red", tell: violation },
  "finding.seen-again": {
    word: "VIOLATION",
    style: "red",
    tell: (fields) => `${violation(fields)}, again${leftAlone(fields)}`,
  },
  "finding.remediated": {
    word: "REMEDIATED",
    style: "green",
    tell: ({ summary, by, tookMs, openMs, findingId }) => {
      const how =
        by === "already"
          ? "already safe when Snapback looked"
          : `no more; safe ${took(tookMs)} after it was seen${sinceCall(openMs, tookMs)}`;
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
  "finding.left": {
    word: "WAITS",
    style: "yellow",
    tell: ({ summary, state, why, hold, findingId }) =>
      `${summary}: ${state}: ${why ?? hold ?? ""}  ${findingId}`,
  },
  "finding.contested": {
    word: "CONTESTED",
    style: "red",
    tell: ({ summary, times, findingId }) =>
      `${summary}: put right ${times} times, and made again  ${findingId}`,
  },
  "finding.led": { word: "FINDING", style: "cyan", tell: ({ what, findingId }) => `${what}  ${findingId}` },
  "finding.undone": {
    word: "UNDONE",
    style: "cyan",
    tell: ({ summary, until, findingId }) => `${summary}: again, and left alone until ${until}  ${findingId}`,
  },
  "undo.refused": {
    word: "REFUSED",
    style: "yellow",
    tell: ({ summary, reason, findingId }) => `to undo it: ${summary}: ${reason}  ${findingId}`,
  },
  "pause.fallen": { word: "PAUSED", style: "red", tell: ({ reason = "" }) => reason },
  notice: { word: "NOTICE", style: "magenta", tell: ({ text, url }) => `${text}  ${url}` },
};

function violation({ severity, summary, actor, sourceIp, region, hold, findingId }: Texts): string {
  const left = hold === undefined ? "" : ` (left to a person: ${hold})`;
  return `${summary} [${severity}], by ${actor} from ${sourceIp ?? "an unknown address"} in ${region}${left}  ${findingId}`;
}

function leftAlone({ state }: Texts): string {
  return state === "exempt" || state === "undoing" || state === "undone"
    ? `, and left alone: it is ${state}`
    : "";
}

function took(milliseconds: string | undefined): string {
  const number = Number(milliseconds);
  return number < 1000 ? `${number} ms` : `${(number / 1000).toFixed(1)} s`;
}

/** CloudTrail's clock shows whole seconds, so less than two may be nothing. */
function sinceCall(openMs: string | undefined, tookMs: string | undefined): string {
  return Number(openMs) - Number(tookMs) >= 2000 ? `, ${took(openMs)} after the call` : "";
}

/** The time of day, with the day where that is not today's. */
function clock(at: Date): string {
  const time = at.toLocaleTimeString("sv-SE");
  const day = at.toLocaleDateString("sv-SE");
  return day === new Date().toLocaleDateString("sv-SE") ? time : `${day} ${time}`;
}

/** An error, also one that was logged as JSON with its stack, is its name and message. */
function spelled(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if ("message" in value) {
    const name = "name" in value ? value.name : "code" in value ? value.code : undefined;
    return name === undefined ? spelled(value.message) : `${spelled(name)}: ${spelled(value.message)}`;
  }
  return Object.values(value).map(spelled).join(": ");
}
