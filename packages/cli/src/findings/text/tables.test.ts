import { expect, it } from "vitest";
import { finding } from "../../../test/findings-story.ts";
import type { ExemptionView, SettingsView } from "../views.ts";
import { activityTable } from "./activity.ts";
import { exemptionTable } from "./exemption-table.ts";
import { findingTable } from "./finding-table.ts";
import { rendered } from "./line.ts";
import { settingsText } from "./settings.ts";
import { age, relative } from "./time.ts";

const now = new Date("2026-11-23T11:00:00Z");

it("lists findings, each on a line, in colours that say nothing else than the words", () => {
  const old = { ...finding().opened, eventTime: "2026-11-20T11:00:00Z" };
  const rows = [finding(), finding({ severity: "low", state: "open", summary: "a\nb", opened: old })];
  expect(rendered(findingTable(rows, now), false)).toBe(
    `ID                            SEVERITY  STATE              AGE  WHAT
fnd_0123456789abcdef01234567  critical  awaiting-approval  3 h  TCP port 22 of sg-1 is open to every IPv4 address
fnd_0123456789abcdef01234567  low       open               3 d  a\\u000ab
`,
  );
  expect(rendered(findingTable(rows, now), true)).toContain("\u001b[33mawaiting-approval\u001b[39m  3 h");
  expect(findingTable([], now)).toEqual(["No findings."]);
});

it("lists exemptions with what they leave alone", () => {
  const exemption: ExemptionView = {
    id: "exm_1",
    scope: { detection: "d", ports: { from: 22, to: 22 } },
    reason: "a test",
    by: { kind: "person", name: "alice" },
    madeAt: "2026-11-23T10:00:00Z",
    until: "2026-11-23T13:00:00Z",
    state: "active",
  };
  const ended = { by: { kind: "person" as const, name: "bob" }, at: "2026-11-23T10:30:00Z", reason: "over" };
  expect(rendered(exemptionTable([exemption, { ...exemption, state: "ended", ended }], now), false)).toBe(
    `ID     STATE   UNTIL                         BY     WHAT                  WHY
exm_1  active  2026-11-23 13:00:00Z, in 2 h  alice  detection d, port 22  a test
exm_1  ended   2026-11-23 13:00:00Z, in 2 h  alice  detection d, port 22  a test (ended by bob: over)
`,
  );
  expect(exemptionTable([], now)).toEqual(["No exemptions."]);
});

it("tells whether automatic changes are made, by whom they were stopped, and where they are made", () => {
  const settings: SettingsView = {
    version: 3,
    automaticChangesPerHour: 100,
    automaticChangesThisHour: 0,
    modes: {
      "ec2-sg-ingress-world": { mode: "auto", accounts: { "111122223333": "approve" }, possible: ["auto"] },
    },
    parameters: {},
    approvalMinutes: 60,
    contested: { times: 3, withinMinutes: 60, critical: "revert" },
    exemptions: { maximumDays: 90, undoHours: 24, warnHours: 24, tagKeys: [] },
    undoIamRights: false,
    problems: ["parameters of x don't fit"],
  };
  expect(rendered(settingsText(settings), false)).toBe(`Not paused: automatic changes are made
At most 100 automatic changes an hour; version 3 of the settings

Modes
  ec2-sg-ingress-world                          auto
  ec2-sg-ingress-world in account 111122223333  approve
Problem: parameters of x don't fit
`);
  const paused = { by: "alice", at: "2026-11-23T10:00:00Z", reason: "a migration", fallen: false };
  const first = (changes: Partial<SettingsView>) =>
    rendered(settingsText({ ...settings, ...changes }), false).split("\n");
  expect(first({ paused })[0]).toBe("Paused since 2026-11-23 10:00:00Z by alice: a migration");
  expect(first({ paused: { ...paused, by: "snapback", fallen: true } })[0]).toContain("by snapback itself:");
  expect(first({ automaticChangesPerHour: 0 })[1]).toMatch(/^No automatic changes are allowed;/);
});

it("lists activity of all kinds", () => {
  const base = { id: "1", at: "2026-11-23T10:00:00Z", by: { kind: "person" as const, name: "alice" } };
  const entries = [
    { ...base, what: "paused", about: { kind: "settings" as const, id: "00004" } },
    { ...base, what: "dismissed", about: { kind: "finding" as const, id: "fnd_1" } },
  ];
  expect(rendered(activityTable(entries), false)).toBe(
    "2026-11-23 10:00:00Z  alice  settings  paused\n2026-11-23 10:00:00Z  alice  fnd_1     dismissed\n",
  );
  expect(activityTable([])).toEqual(["No activity."]);
});

it("tells times as people do", () => {
  expect(relative("2026-11-23T10:59:20Z", now)).toBe("40 s ago");
  expect(relative("2026-11-23T13:00:00Z", now)).toBe("in 2 h");
  expect(age("2026-11-21T11:00:01Z", now)).toBe("48 h");
  expect(age("2026-11-21T11:00:00Z", now)).toBe("2 d");
  expect(age("2026-11-23T11:00:01Z", now)).toBe("0 ms");
});
