import { expect, it } from "vitest";
import { filterAttacks, isNarrowed, parseAttackFilter, servicesOf } from "./attack-filter.ts";
import type { Attack } from "./attack-request.ts";

const attack = (name: string, fields: Partial<Attack> = {}): Attack => ({
  name,
  title: `Does ${name}`,
  detection: { id: "ec2-sg-ingress-world", title: "Security group", severity: "high" },
  service: "ec2",
  steps: [],
  command: "",
  available: true,
  missing: [],
  ...fields,
});
const low = { id: "s3-logging-off", title: "Access log", severity: "low" } as const;
const attacks = [
  attack("disable-macie", { available: false, missing: ["macie2:DisableMacie"] }),
  attack("open-ssh"),
  attack("stop-access-log", { service: "s3", detection: low }),
];
const names = (filter: Parameters<typeof filterAttacks>[1]) =>
  filterAttacks(attacks, filter).map(({ name }) => name);

it("shows all of them, and last what can't run here", () => {
  expect(names({})).toEqual(["open-ssh", "stop-access-log", "disable-macie"]);
});

it("finds words anywhere, in any order and case; all have to be there", () => {
  expect(names({ q: "SSH open" })).toEqual(["open-ssh"]);
  expect(names({ q: "logging-off" })).toEqual(["stop-access-log"]);
  expect(names({ q: "ssh log" })).toEqual([]);
  expect(names({ q: " " })).toHaveLength(3);
});

it("narrows down by service and severity", () => {
  expect(names({ service: "s3" })).toEqual(["stop-access-log"]);
  expect(names({ severity: "high" })).toEqual(["open-ssh", "disable-macie"]);
  expect(names({ service: "s3", severity: "high" })).toEqual([]);
  expect(servicesOf(attacks)).toEqual(["ec2", "s3"]);
});

it("reads the filter from an address, without what it can't mean", () => {
  expect(parseAttackFilter({ q: "ssh", service: "ec2", severity: "high", page: "2" })).toEqual({
    q: "ssh",
    service: "ec2",
    severity: "high",
  });
  expect(parseAttackFilter({ q: ["a", "b"], service: "", severity: "dire" })).toEqual({});
  expect([isNarrowed({}), isNarrowed({ q: "" }), isNarrowed({ q: "a" })]).toEqual([false, false, true]);
});
