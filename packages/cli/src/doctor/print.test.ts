import { describe, expect, it } from "vitest";
import { printedLine, summary } from "./print.ts";

const fail = { status: "fail", what: "trail", detail: "t does not log", next: "start it\nand wait" } as const;
const ok = { status: "ok", what: "rules", detail: "1 rule" } as const;
const warn = { status: "warn", what: "heartbeat", detail: "none yet" } as const;

describe("printedLine", () => {
  it("has plain words where the output is no terminal, and what to do below them", () => {
    expect(printedLine(ok, false)).toBe("ok      rules         1 rule\n");
    expect(printedLine(fail, false)).toBe(
      "FAILED  trail         t does not log\n                      -> start it\n                      -> and wait\n",
    );
  });

  it("has marks and colours on a terminal", () => {
    expect(printedLine(ok, true)).toBe("\u001b[32m✓\u001b[39m rules         1 rule\n");
  });

  it("lets nothing from the account reach the terminal's controls", () => {
    const detail = "\u001b[2Jrule\nok      rules";
    expect(printedLine({ ...fail, detail, next: "run \u009b31m" }, false)).toBe(
      "FAILED  trail         \\u001b[2Jrule\\u000aok      rules\n                      -> run \\u009b31m\n",
    );
  });
});

describe("summary", () => {
  it("says whether it works, and counts what is amiss", () => {
    expect(summary([ok])).toBe("It works.");
    expect(summary([ok, warn])).toBe("It works, with 1 warning.");
    expect(summary([fail, fail, warn])).toBe("It does not work as it should: 2 faults, with 1 warning.");
  });
});
