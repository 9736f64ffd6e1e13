import { expect, it } from "vitest";
import type { DetectionDetail } from "../detection-request.ts";
import { consequences } from "./consequences.ts";

const call = (name: string, marks: { changes?: boolean; onlyUndo?: boolean } = {}) => ({
  call: name,
  changes: false,
  onlyUndo: false,
  withheld: false,
  ...marks,
});

function about(standing: number): Pick<DetectionDetail, "detection" | "response" | "findings"> {
  return {
    detection: {
      id: "a",
      title: "Door left open",
      severity: "high",
      why: "",
      triage: [],
      falsePositives: [],
      references: [],
      events: [],
      byHand: [],
      notes: [],
    },
    response: {
      function: "respond-ec2",
      calls: [
        call("ec2:Look"),
        call("ec2:Shut", { changes: true }),
        call("ec2:Reopen", { changes: true, onlyUndo: true }),
      ],
      statements: [],
    },
    findings: {
      standing: { count: standing, where: [] },
      bySeverity: [],
      byState: [],
      total: { count: 9, where: [] },
    },
  };
}

it("are told before a mode is chosen: the calls that change something, the cap, and what stays", () => {
  const told = consequences(about(2), { automaticChangesPerHour: 50 }).join("\n");
  expect(told).toContain("“Door left open”");
  expect(told).toContain("calls of ec2:Shut.");
  expect(told).toContain("The 2 findings that stand now stay");
  expect(told).toContain("After 50 automatic changes within an hour");
  expect(told).not.toContain("paused now");
});

it("say what keeps it from acting", () => {
  const paused = { by: "a", at: "2026-11-23T09:00:00.000Z", reason: "x", fallen: false };
  const told = consequences(about(0), { automaticChangesPerHour: 0, paused }).join("\n");
  expect(told).toContain("The cap on automatic changes is 0");
  expect(told).toContain("paused now");
  expect(told).not.toContain("stand now");
});
