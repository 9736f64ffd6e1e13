import { describe, expect, it } from "vitest";
import { isUnderWay, testProgress } from "./test-progress.ts";

const start = Date.parse("2026-11-23T09:00:00.000Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const by = { kind: "person" as const, name: "a", id: "1" };
const asked = { id: "tst_2", channel: "slack", by, at: at(0) };
const sending = { id: "tst_2", by, at: at(0), outcome: "sending" as const, begunAt: at(1) };
const ended = { ...sending, outcome: "sent" as const, endedAt: at(2) };
const former = { ...ended, id: "tst_1", at: at(-60), begunAt: at(-60), endedAt: at(-59) };
const kindAt = (seconds: number, ...test: [typeof asked | undefined, Parameters<typeof testProgress>[1]]) =>
  testProgress(...test, start + seconds * 1000).kind;

describe("a test's progress", () => {
  it("is nothing where nobody has asked, and the latest that anybody has asked for otherwise", () => {
    expect(kindAt(0, undefined, undefined)).toBe("none");
    expect(testProgress(undefined, former, start)).toEqual({ kind: "over", failed: false, at: at(-59) });
  });

  it("goes from what was asked here to its end, whatever the test before came to", () => {
    expect(kindAt(1, asked, undefined)).toBe("asked");
    expect(kindAt(1, asked, former)).toBe("asked");
    expect(kindAt(2, asked, sending)).toBe("sending");
    const failed = { ...ended, outcome: "failed" as const, error: "no" };
    expect(testProgress(asked, failed, start)).toEqual({
      kind: "over",
      failed: true,
      at: at(2),
      error: "no",
    });
  });

  it("is that of one that was asked for later, which stands for it, too", () => {
    const later = { ...ended, id: "tst_3", at: at(0.5) };
    expect(kindAt(3, asked, later)).toBe("over");
  });

  it("is waited for no longer than a minute", () => {
    expect(kindAt(60, asked, former)).toBe("asked");
    expect(kindAt(61, asked, former)).toBe("late");
    expect(kindAt(61, undefined, sending)).toBe("sending");
    expect(kindAt(62, undefined, sending)).toBe("cut-off");
    const kinds = ["none", "asked", "late", "sending", "cut-off"] as const;
    expect(kinds.filter((kind) => isUnderWay({ kind }))).toEqual(["asked", "sending"]);
  });
});
