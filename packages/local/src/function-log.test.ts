import { Logger } from "@aws-lambda-powertools/logger";
import type { Log } from "@snapback/core/log";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { functionLog } from "./function-log.ts";

type Told = (log: Log) => void;

function written(tell: Told) {
  const terminal: unknown[] = [];
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (...told: unknown[]) =>
      void terminal.push([level, ...told]);
  const log = { debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") };
  tell(functionLog(log, "snapback-detect", (line) => void lines.push(line)));
  return { terminal, lines: lines.map((line) => JSON.parse(line)) };
}

/** What the functions' own logger prints in AWS, but for times and places. */
function printed(tell: Told): unknown[] {
  vi.stubEnv("POWERTOOLS_DEV", "true");
  const lines: string[] = [];
  const spies = (["debug", "info", "warn", "error"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line: string) => void lines.push(line)),
  );
  onTestFinished(() => {
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  });
  tell(new Logger({ serviceName: "snapback-detect" }));
  return lines.map((line) =>
    JSON.parse(line, (name, value: unknown) =>
      ["timestamp", "stack", "location"].includes(name) ? undefined : value,
    ),
  );
}

describe("a function's line", () => {
  it.each<[string, Told]>([
    [
      "with fields",
      (log) => log.info("finding.opened", { findingId: "f", region: undefined, at: new Date(0) }),
    ],
    ["without", (log) => log.warn("plain")],
    ["with several sets of fields", (log) => log.info("two", { a: 1 }, { b: { c: [2] } })],
    [
      "with an error and its cause",
      (log) => log.error("failed", { error: new TypeError("bad", { cause: new Error("why") }) }),
    ],
    [
      "with an error that has more to tell",
      (log) => log.error("failed", { error: Object.assign(new Error("no"), { code: "AccessDenied" }) }),
    ],
    ["that nobody reads", (log) => log.debug("hidden", { a: 1 })],
  ])("%s is in its log group as it would be in AWS", (_, tell) => {
    const { lines } = written(tell);
    expect(lines).toMatchObject(printed(tell));
  });

  it("keeps its frame, whatever the fields are named", () => {
    const { lines } = written((log) =>
      log.info("finding.opened", { level: "x", message: "y", service: "z" }),
    );
    expect(lines).toMatchObject([{ level: "INFO", message: "finding.opened", service: "snapback-detect" }]);
  });

  it("goes to the terminal's log as it came", () => {
    const { terminal } = written((log) => log.info("finding.opened", { a: 1 }));
    expect(terminal).toEqual([["info", "finding.opened", { a: 1 }]]);
  });
});
