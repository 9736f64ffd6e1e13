import { parseTerm } from "@snapback/core/finding/rows/where";
import { expect, it } from "vitest";
import { finding } from "../../../../../test/findings.ts";
import { optionsOf, shown } from "./options.ts";

const nothing = { findings: [], detections: [], terms: [] };
const valuesOf = (property: string, known: Parameters<typeof optionsOf>[0]) =>
  optionsOf(known).flatMap((option) => (option.propertyKey === property ? [option.value] : []));

it("suggests each value of the page once, in order, and what the filter names already", () => {
  const findings = ["999999999999", "111122223333", "111122223333"].map((account) => finding({ account }));
  const terms = [parseTerm("account=222233334444,111122223333"), parseTerm("detection=gone,other")];
  const known = { ...nothing, findings, terms, detections: [{ id: "other", title: "Other" }] };
  expect(valuesOf("account", known)).toEqual(["111122223333", "222233334444", "999999999999"]);
  expect(valuesOf("detection", known)).toEqual(["other", "ec2-sg-ingress-world", "gone"]);
});

it("suggests what is being typed of that property alone", () => {
  const known = { ...nothing, typed: { property: "region" as const, value: "eu-west-3" } };
  expect([valuesOf("region", known), valuesOf("account", known)]).toEqual([["eu-west-3"], []]);
});

it("shows what hides, and cuts what is long, but filters by the value itself", () => {
  const id = `a\u202eb${"c".repeat(200)}`;
  const findings = [finding({ resource: { arn: "arn", type: "t", id } })];
  const option = optionsOf({ ...nothing, findings }).find(({ propertyKey }) => propertyKey === "resource");
  expect(option?.value).toBe(id);
  expect(option?.label).toMatch(/^a\[U\+202E\]bc+…$/);
  expect(shown("sg-1")).toBe("sg-1");
});
