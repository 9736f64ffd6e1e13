import { describe, expect, it } from "vitest";
import { findingWith } from "../../test/notices.ts";
import { type Activity, NoticeKind, Severity } from "../finding/schema.ts";
import { noticeOf, pauseFallen } from "./raise.ts";
import { Notice } from "./schema.ts";

const at = "2026-11-23T08:00:00.000Z";
const entry = (fields: Partial<Activity> = {}): Activity => ({
  findingId: "fnd_1",
  version: 4,
  at,
  by: { kind: "snapback", name: "snapback" },
  what: "waits for approval",
  to: "awaiting-approval",
  notice: "approval",
  ...fields,
});

describe("noticeOf", () => {
  it("has what an entry says, once others have had the time to come, too", () => {
    const notice = noticeOf(findingWith(), entry(), 20_000);
    expect(Notice.parse(notice)).toEqual({
      id: expect.stringMatching(/^ntc_[0-9a-f]{24}$/),
      kind: "approval",
      severity: "high",
      at,
      findingId: "fnd_1",
      summary: "TCP port 22 of sg-1 is open to every IPv4 address",
      what: "waits for approval",
      deliveries: {},
      version: 1,
      dueAt: "2026-11-23T08:00:20.000Z",
    });
  });

  it("is the same for the same entry, and another for any other", () => {
    const ids = [
      noticeOf(findingWith(), entry(), 0),
      noticeOf(findingWith({ state: "failed", version: 9 }), entry({ what: "said otherwise" }), 5),
      noticeOf(findingWith(), entry({ version: 5 }), 0),
      noticeOf(findingWith(), entry({ notice: "failed" }), 0),
      noticeOf(findingWith({ id: "fnd_2" }), entry(), 0),
    ].map((notice) => notice?.id);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(4);
  });

  it("is nothing where nobody is to be told", () => {
    const { notice: _, ...quiet } = entry();
    expect(noticeOf(findingWith(), quiet, 0)).toBeUndefined();
  });

  it("tells that it was found of high and critical ones, and all else of any", () => {
    const told = (notice: NoticeKind) =>
      Severity.options.filter((severity) => noticeOf(findingWith({ severity }), entry({ notice }), 0));
    expect(told("found")).toEqual(["critical", "high"]);
    const others = NoticeKind.options.filter((kind) => kind !== "found");
    expect(others.map(told)).toEqual(others.map(() => Severity.options));
  });
});

describe("pauseFallen", () => {
  it("is one notice for each allowance, of the highest severity, about no finding", () => {
    const fallen = (allowance: number, now: string, reason = "100 changes this hour") =>
      pauseFallen(allowance, reason, new Date(now), 1000);
    const notice = Notice.parse(fallen(3, at));
    expect(notice).toMatchObject({
      kind: "pause-fallen",
      severity: "critical",
      what: "100 changes this hour",
    });
    expect(notice).not.toHaveProperty("findingId");
    expect(notice.dueAt).toBe("2026-11-23T08:00:01.000Z");
    expect(fallen(3, "2026-11-23T09:00:00Z", "and another").id).toBe(notice.id);
    expect(fallen(4, at).id).not.toBe(notice.id);
  });
});
