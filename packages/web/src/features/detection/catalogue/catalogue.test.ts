import { describe, expect, it } from "vitest";
import { choices, filterCatalogue, type Listed, parseCatalogueQuery } from "./catalogue.ts";
import { parseSort, sortCatalogue, sortName } from "./sort.ts";

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
    responds: false,
    sweeps: false,
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
    [{ q: "console sign-in" }, 1],
    [{ does: "responds" as const }, 2],
    [{ does: "reports" as const }, 1],
    [{ does: "sweeps" as const }, 2],
    [{ does: "calls" as const, service: "s3" }, 0],
    [{ sort: "-title" }, 3],
  ])("has for %j %i detections", (query, count) => {
    expect(filterCatalogue(list, query)).toHaveLength(count);
  });

  it("takes of an address what it understands", () => {
    expect(parseCatalogueQuery({ q: "a", mode: "auto", service: ["x"], severity: "", other: "x" })).toEqual({
      q: "a",
      mode: "auto",
    });
    expect(parseCatalogueQuery({ mode: "off", does: "constructor" })).toEqual({});
    expect(parseCatalogueQuery({ does: "sweeps", sort: "-mode" })).toEqual({ does: "sweeps", sort: "-mode" });
  });

  it("offers each choice once, numbers in their order", () => {
    expect(choices(["2.10", "2.9", "2.9"])).toEqual(["2.9", "2.10"]);
  });
});

describe("the order of the catalogue", () => {
  const ids = (sort?: string) => sortCatalogue(list, sort).map(({ service }) => service);

  it.each([
    [undefined, ["ec2", "s3", "signin"]],
    ["-severity", ["s3", "signin", "ec2"]],
    ["title", ["s3", "signin", "ec2"]],
    ["service", ["signin", "ec2", "s3"]],
    ["mode", ["signin", "s3", "ec2"]],
    ["-mode", ["ec2", "s3", "signin"]],
    ["constructor", ["ec2", "s3", "signin"]],
  ])("by %s", (sort, services) => {
    expect(ids(sort)).toEqual(services);
  });

  it("is in the address where it is not the usual one", () => {
    expect(sortName({ column: "severity", descending: false })).toBeUndefined();
    for (const sort of ["-severity", "title", "-seen"]) expect(sortName(parseSort(sort))).toBe(sort);
  });
});
