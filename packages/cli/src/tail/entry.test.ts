import { logLine } from "@snapback/core/log-line";
import { describe, expect, it } from "vitest";
import { FILTER, oneLine, parseEntry } from "./entry.ts";

const at = new Date();
const entry = (line: unknown) => parseEntry(JSON.stringify(line), "detect", at);
const shown = (line: unknown) => {
  const parsed = entry(line);
  return parsed && logLine(parsed, false)?.slice("00:00:00  ".length);
};

describe("parseEntry", () => {
  it("reads a function's own line, without what its logger adds to all of them", () => {
    const frame = {
      level: "WARN",
      timestamp: "2026-11-24T10:00:00Z",
      service: "snapback-detect",
      sampling_rate: 0,
    };
    expect(entry({ ...frame, message: "finding.will-retry", findingId: "fnd_1" })).toEqual({
      level: "warn",
      message: "finding.will-retry",
      fields: { function: "detect", findingId: "fnd_1" },
      at,
    });
  });

  it("reads what Lambda writes of an error that nobody caught, and of a call that it ended", () => {
    const crash = { errorType: "TypeError", errorMessage: "x is undefined", stackTrace: ["at y"] };
    expect(shown({ level: "ERROR", requestId: "r-1", message: crash })).toBe(
      "error       function.failed function=detect errorType=TypeError errorMessage=x is undefined",
    );
    const record = { requestId: "r-1", status: "timeout", metrics: { durationMs: 30_000 } };
    expect(shown({ time: "…", type: "platform.report", record })).toBe(
      "error       function.failed function=detect requestId=r-1 status=timeout",
    );
  });

  it("takes a level that it does not know for trouble, and is silent about what no function writes", () => {
    expect(entry({ level: "FATAL", message: "x" })).toMatchObject({ level: "error" });
    expect(parseEntry("START RequestId: 1", "detect", at)).toBeUndefined();
    expect(entry([1])).toBeUndefined();
    expect(entry({ hello: "world" })).toBeUndefined();
  });

  it("lets nothing from an event reach the terminal's controls", () => {
    const summary = "\u001b[2J\u202ehostile\n12:00:00  REMEDIATED  all is well";
    const line = shown({ level: "INFO", message: "finding.opened", summary, actor: "\u009b31m" });
    expect(line).toContain("\\u001b[2J\\u202ehostile\\u000a12:00:00");
    expect(line).toContain("by \\u009b31m from");
    expect(shown({ level: "ERROR", message: "\u001b]0;title\u0007" })).toContain(
      "error       \\u001b]0;title\\u0007",
    );
  });
});

describe("oneLine", () => {
  it("makes one line of a JSON object, and leaves other text alone", () => {
    expect(oneLine('{\n "a": "b\\n"\n}')).toBe('{"a":"b\\n"}');
    expect(oneLine("no json")).toBe("no json");
  });
});

describe("FILTER", () => {
  it("asks for what has a line, within CloudWatch's limit", () => {
    expect(FILTER).toContain('($.message = "finding.opened") || ($.message = "finding.seen-again")');
    expect(FILTER.length).toBeLessThanOrEqual(1024);
  });
});
