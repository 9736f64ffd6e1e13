import { expect, it } from "vitest";
import { filterExemptions, parseExemptionQuery } from "./exemption-query.ts";
import type { Exemption } from "./exemption-request.ts";
import { endsSoon } from "./time-left.ts";

const exemption = (fields: Partial<Exemption>): Exemption => ({
  id: "exm_1",
  scope: { detection: "ec2-sg-ingress-world", ports: { from: 8443, to: 8443 } },
  reason: "A load test",
  by: { kind: "person", name: "alice@example.com" },
  madeAt: "2026-11-23T09:00:00.000Z",
  until: "2026-11-24T09:00:00.000Z",
  state: "active",
  findings: { now: 0, all: 0 },
  ...fields,
});

it("reads from an address what is shown, and what a form begins with", () => {
  expect(parseExemptionQuery({ show: "all", q: "load", page: "2" })).toEqual({ show: "all", q: "load" });
  expect(parseExemptionQuery({ show: "some", q: ["a", "b"] })).toEqual({});
  const form = { new: "1", detection: "d", resource: "arn:aws:s3:::b" };
  expect(parseExemptionQuery(form)).toEqual(form);
  expect(parseExemptionQuery({ detection: "d" })).toEqual({});
});

it("finds words in the scope, the reason and the names, in any order and case", () => {
  const all = [
    exemption({}),
    exemption({ id: "exm_2", reason: "a scanner", scope: { account: "111122223333" } }),
  ];
  const found = (q?: string) => filterExemptions(all, q).map(({ id }) => id);
  expect(found()).toEqual(["exm_1", "exm_2"]);
  expect(found("TEST 8443")).toEqual(["exm_1"]);
  expect(found("1111")).toEqual(["exm_2"]);
  expect(found("alice scanner")).toEqual(["exm_2"]);
  expect(found("exm_1")).toEqual(["exm_1"]);
  expect(found("test scanner")).toEqual([]);
});

it("warns of the end within a day, and not when it has come", () => {
  const soon = (until: string) => endsSoon(until, Date.parse("2026-11-23T09:00:00.000Z"));
  expect(soon("2026-11-24T08:59:59.000Z")).toBe(true);
  expect(soon("2026-11-24T09:00:00.000Z")).toBe(false);
  expect(soon("2026-11-23T09:00:00.000Z")).toBe(false);
});
