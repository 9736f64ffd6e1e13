import { describe, expect, it } from "vitest";
import { choices, filterCatalogue, type Listed, parseCatalogueQuery } from "./catalogue.ts";

const detection = (fields: Partial<Listed>): Listed => ({
  id: "ec2-sg-ingress-world",
  title: "Security group opened to the internet",
  severity: "critical",
  why: "Whoever scans finds it.",
  references: [{ framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.18"] }],
  service: "ec2",
  responds: true,
  sweeps: true,
  findings: { standing: { count: 0, where: [] }, total: { count: 0, where: [] } },
  mode: "auto",
  accounts: {},
  ...fields,
});
const list = [
  detection({}),
  detection({
    id: "s3-policy-public",
    service: "s3",
    title: "Bucket that anyone may read",
    severity: "high",
    mode: "approve",
    accounts: { "111122223333": "auto" },
  }),
  detection({
    id: "root-console-login",
    title: "Root user signed in",
    service: "signin",
    references: [],
    mode: "monitor",
    severity: "high",
  }),
];

describe("the catalogue", () => {
  it.each([
    [{}, 3],
    [{ q: "SECURITY group" }, 1],
    [{ q: "ec2.18 bucket" }, 1],
    [{ service: "s3" }, 1],
    [{ severity: "high" }, 2],
    [{ framework: "AWS FSBP 1.0.0" }, 2],
    [{ framework: "AWS FSBP 2" }, 0],
    [{ mode: "auto" as const }, 2],
    [{ mode: "monitor" as const, severity: "high" }, 1],
  ])("has for %j %i detections", (query, count) => {
    expect(filterCatalogue(list, query)).toHaveLength(count);
  });

  it("takes of an address what it understands", () => {
    expect(parseCatalogueQuery({ q: "a", mode: "auto", service: ["x"], severity: "", other: "x" })).toEqual({
      q: "a",
      mode: "auto",
    });
    expect(parseCatalogueQuery({ mode: "off" })).toEqual({});
  });

  it("offers each choice once, numbers in their order", () => {
    expect(choices(["2.10", "2.9", "2.9"])).toEqual(["2.9", "2.10"]);
  });
});
