import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingWith, noticeAbout } from "../../test/notices.ts";
import { type Finding, NoticeKind } from "../finding/schema.ts";
import { hasUnseen } from "../printable.ts";
import { type Digest, digestFor, headline } from "./digest.ts";
import { pauseFallen } from "./raise.ts";
import type { Notice } from "./schema.ts";

const now = new Date("2026-11-23T08:01:00Z");
const site = { console: "https://console.example/", now };
const known = (...findings: Finding[]) => new Map(findings.map((finding) => [finding.id, finding]));

/** The digest of one notice of each finding. */
function digestOn(findings: readonly Finding[], kind: NoticeKind = "failed"): Digest {
  const notices = findings.map((finding) => noticeAbout(finding, kind));
  return digestFor(notices, known(...findings), site);
}

const until = "2026-11-24T08:00:00.000Z";
const plan = { steps: [], undo: [], version: 1 as const };
const proposal = { id: "p", plan, before: {}, madeAt: until, why: "mode is approve", expiresAt: until };

describe("a digest", () => {
  it("says of each finding what it is, where, and how it stands now", () => {
    const finding = findingWith({
      state: "failed",
      severity: "critical",
      failure: { code: "X", message: "no" },
    });
    const found = noticeAbout(findingWith({ summary: "as it was when it was found" }), "found");
    expect(digestFor([found], known(finding), site)).toEqual({
      id: expect.stringMatching(/^msg_[0-9a-f]{24}$/),
      at: now.toISOString(),
      title: "1 finding: 1 failed",
      entries: [
        {
          kind: "found",
          severity: "critical",
          findingId: "fnd_1",
          detection: "ec2-sg-ingress-world",
          account: "111122223333",
          region: "eu-central-1",
          summary: "TCP port 22 of sg-1 is open to every IPv4 address",
          state: "failed: X: no",
          url: "https://console.example/findings/fnd_1",
        },
      ],
      more: 0,
      console: "https://console.example",
    });
  });

  it("has one entry for each finding, of its most urgent kind, the most urgent first", () => {
    const [a, b, c] = ["a", "b", "c"].map((id) => findingWith({ id }));
    if (!a || !b || !c) throw new Error("unreachable");
    const notices = [
      noticeAbout(a, "found"),
      noticeAbout(a, "approval"),
      noticeAbout(b, "exemption-ending"),
      noticeAbout(c, "failed"),
      noticeAbout(c, "contested"),
      noticeAbout(a, "found", { version: 2 }),
      pauseFallen(0, "the cap of 100 changes an hour is reached", now, 0),
    ];
    const { entries } = digestFor(notices, known(a, b, c), site);
    expect(entries.map(({ kind, findingId }) => [kind, findingId])).toEqual([
      ["pause-fallen", undefined],
      ["contested", "c"],
      ["approval", "a"],
      ["exemption-ending", "b"],
    ]);
    expect(entries[0]).toMatchObject({
      severity: "critical",
      summary: "Automatic changes are paused",
      state: "the cap of 100 changes an hour is reached",
      url: "https://console.example",
    });
  });

  it("has the graver and the later of the same kind first", () => {
    const early = { at: "2026-11-23T07:00:00.000Z" };
    const [low, high, old] = [
      findingWith({ id: "low", severity: "low" }),
      findingWith({ id: "high" }),
      findingWith({ id: "old" }),
    ];
    const notices = [
      noticeAbout(low, "failed"),
      noticeAbout(old, "failed", early),
      noticeAbout(high, "failed"),
    ];
    const { entries } = digestFor(notices, known(low, high, old), site);
    expect(entries.map(({ findingId }) => findingId)).toEqual(["high", "old", "low"]);
  });

  it("has what is urgent before what is grave", () => {
    const [urgent, grave] = [
      findingWith({ id: "urgent", severity: "low" }),
      findingWith({ id: "grave", severity: "critical" }),
    ];
    const notices = [noticeAbout(grave, "found"), noticeAbout(urgent, "approval")];
    const { entries } = digestFor(notices, known(urgent, grave), site);
    expect(entries.map(({ findingId }) => findingId)).toEqual(["urgent", "grave"]);
  });

  it("counts how they stand in its title", () => {
    const findings = [
      findingWith({ id: "1", state: "remediated", safe: { at: until, by: "snapback" } }),
      findingWith({ id: "2", state: "awaiting-approval", proposal }),
      findingWith({ id: "3", state: "remediated", safe: { at: until, by: "snapback" } }),
      findingWith({ id: "4", state: "remediated", safe: { at: until, by: "already" } }),
    ];
    expect(digestOn(findings).title).toBe("4 findings: 1 waiting for approval, 2 put right, 1 safe already");
    const pause = pauseFallen(0, "capped", now, 0);
    expect(digestFor([pause], known(), site).title).toBe("Automatic changes are paused");
    const one = findingWith();
    expect(digestFor([noticeAbout(one, "failed"), pause], known(one), site).title).toBe(
      "Automatic changes are paused; 1 finding: 1 open",
    );
  });

  it("counts what is beyond twenty", () => {
    const findings = Array.from({ length: 50 }, (_, index) => findingWith({ id: `fnd_${index}` }));
    const { entries, more, title } = digestOn(findings);
    expect([entries.length, more, title]).toEqual([20, 30, "50 findings: 50 open"]);
  });

  it("says what the notice says of a finding that can't be read", () => {
    const { entries, title } = digestFor([noticeAbout(findingWith(), "failed")], known(), site);
    expect(title).toBe("1 finding: 1 no longer known");
    expect(entries[0]).toMatchObject({ severity: "high", state: "what led to failed", findingId: "fnd_1" });
    expect(entries[0]).not.toHaveProperty("account");
  });

  it("has the same id for the same notices, in whatever order, and another for others", () => {
    const [a, b] = [findingWith({ id: "a" }), findingWith({ id: "b" })];
    const both = [noticeAbout(a, "failed"), noticeAbout(b, "failed")];
    const id = (notices: readonly Notice[]) => digestFor(notices, known(), site).id;
    expect(id(both.toReversed())).toBe(id(both));
    expect(id(both.slice(1))).not.toBe(id(both));
  });
});

describe("headline", () => {
  it("says what it is about where that is one thing", () => {
    const [one, other] = [findingWith({ id: "a" }), findingWith({ id: "b" })];
    expect(headline(digestOn([one]))).toBe(`1 finding: 1 open: ${one.summary}`);
    const pause = digestFor([pauseFallen(0, "100 changes within an hour", now, 0)], known(), site);
    expect(headline(pause)).toBe("Automatic changes are paused: 100 changes within an hour");
    expect(headline(digestOn([one, other]))).toBe("2 findings: 2 open");
  });
});

describe("hostile text", () => {
  it("is one bounded line each, with nothing in it that does not show", () => {
    const text = fc.oneof(
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 })
        .map((units) => String.fromCharCode(...units)),
      fc.constantFrom(
        "\u001b[2J\r\n",
        "x".repeat(10_000),
        "\u0000".repeat(10_000),
        "😀".repeat(10_000),
        "\u202e",
      ),
    );
    fc.assert(
      fc.property(text, text, text, (summary, name, region) => {
        const { latest } = findingWith();
        const finding = findingWith({
          summary,
          region,
          state: "contested",
          contested: { since: until, times: 3 },
          latest: { ...latest, actor: { type: "IAMUser", name } },
        });
        const { entries } = digestOn([finding]);
        for (const [field, limit] of [
          ["summary", 300],
          ["state", 600],
          ["region", 100],
        ] as const) {
          const said = entries[0]?.[field] ?? "";
          expect(hasUnseen(said)).toBe(false);
          expect(Array.from(said).length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it("says that it goes on", () => {
    const said = digestOn([findingWith({ summary: "x".repeat(10_000) })]).entries[0]?.summary;
    expect(said).toBe(`${"x".repeat(299)}…`);
    expect(digestOn([findingWith({ summary: "😀".repeat(301) })]).entries[0]?.summary).toBe(
      `${"😀".repeat(299)}…`,
    );
    expect(digestOn([findingWith({ summary: "x".repeat(300) })]).entries[0]?.summary).toBe("x".repeat(300));
  });

  it("leads nowhere else", () => {
    const [entry] = digestOn([findingWith({ id: "../../evil?a#b" })]).entries;
    expect(entry?.url).toBe("https://console.example/findings/..%2F..%2Fevil%3Fa%23b");
  });
});

it("has a rank for each kind", () => {
  const findings = NoticeKind.options.map((kind) => findingWith({ id: kind }));
  const notices = findings.map((finding, index) =>
    noticeAbout(finding, NoticeKind.options[index] ?? "found"),
  );
  const { entries } = digestFor(notices, known(...findings), site);
  expect(entries.map(({ kind }) => kind)).toEqual([
    "pause-fallen",
    "contested",
    "failed",
    "approval",
    "exemption-ending",
    "found",
  ]);
});
