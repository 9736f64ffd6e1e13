import { expect, it } from "vitest";
import type { Settings } from "../settings/settings-request.ts";
import { versionToName } from "./version-to-name.ts";

const settings = (version: number, ports: number[]): Settings => ({
  version,
  automaticChangesPerHour: 10,
  automaticChangesThisHour: version,
  modes: {},
  parameters: { a: { version: 0, values: { ports }, schema: {} } },
  approvalMinutes: 60,
  contested: { times: 3, withinMinutes: 60, critical: "revert" },
  exemptions: { maximumDays: 90, undoHours: 24, warnHours: 24, tagKeys: [] },
  undoIamRights: false,
  problems: [],
});
const part = ({ parameters }: Settings) => parameters.a;

it("is the latest where only other things were changed since", () => {
  expect(versionToName(settings(3, [22]), settings(5, [22]), part)).toBe(5);
  expect(versionToName(settings(3, [22]), settings(3, [22]), part)).toBe(3);
});

it("is what the person has seen where somebody has changed the same thing", () => {
  expect(versionToName(settings(3, [22]), settings(5, [23]), part)).toBe(3);
});

it("is not one from before what the person was told", () => {
  expect(versionToName(settings(6, [22]), settings(5, [22]), part)).toBe(6);
});
