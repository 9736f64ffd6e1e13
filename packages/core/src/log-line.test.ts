import { describe, expect, it } from "vitest";
import { type LogEntry, logLine, toldMessages } from "./log-line.ts";

const at = new Date();
const line = (entry: Partial<LogEntry>) =>
  logLine({ level: "info", message: "x", fields: {}, at, ...entry }, false)?.replace(
    /^.*?\d\d:\d\d:\d\d {2}/,
    "",
  );
const remediated = { summary: "it is open", by: "snapback", findingId: "fnd_1" };

describe("logLine", () => {
  it("tells how long it stood open in all where CloudTrail took its time", () => {
    const told = (openMs: number, tookMs: number) =>
      line({ message: "finding.remediated", fields: { ...remediated, openMs, tookMs } });
    expect(told(6200, 800)).toBe(
      "REMEDIATED  it is open: no more; safe 800 ms after it was seen, 6.2 s after the call  fnd_1",
    );
    expect(told(1700, 800)).toBe("REMEDIATED  it is open: no more; safe 800 ms after it was seen  fnd_1");
  });

  it("tells an error that was logged as JSON by its name and message", () => {
    const error = { name: "TypeError", location: "x.ts:1", message: "no such thing", stack: "TypeError: …" };
    expect(line({ level: "error", fields: { error } })).toBe("error       x error=TypeError: no such thing");
    const aws = { code: "UnauthorizedOperation", message: "You are not authorized." };
    expect(line({ level: "warn", fields: { error: aws } })).toContain(
      "error=UnauthorizedOperation: You are not",
    );
  });

  it("names the day where it is not today", () => {
    const lineOf = (when: Date) => logLine({ level: "warn", message: "x", fields: {}, at: when }, false);
    expect(lineOf(new Date(2026, 0, 2, 3, 4, 5))).toBe("2026-01-02 03:04:05  warning     x");
    expect(lineOf(new Date())).toMatch(/^\d\d:\d\d:\d\d {2}warning/);
  });

  it("keeps quiet about information that has no telling, whatever its name", () => {
    for (const message of ["suspect.raised", "constructor", "__proto__"]) {
      expect(line({ message })).toBeUndefined();
      expect(line({ message, level: "debug" })).toBeUndefined();
    }
    for (const message of toldMessages()) expect(line({ message })).toBeDefined();
  });
});
