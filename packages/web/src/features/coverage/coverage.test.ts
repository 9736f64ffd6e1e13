import { describe, expect, it } from "vitest";
import type { Listed } from "../detection/catalogue/catalogue.ts";
import { coverageAddress, filterControls, frameworksOf, modeOf, parseCoverageQuery } from "./coverage.ts";

const detection = (id: string, mode: Listed["mode"], references: Listed["references"]): Listed => ({
  id,
  title: `title of ${id}`,
  severity: "high",
  why: "",
  references,
  service: "ec2",
  responds: true,
  sweeps: true,
  findings: { standing: { count: 0, where: [] }, total: { count: 0, where: [] } },
  mode,
  accounts: {},
});
const cis = (version: string, ...ids: string[]) => ({ framework: "CIS", version, ids });
const list = [
  detection("a", "monitor", [cis("5.0", "2.10", "2.9")]),
  detection("b", "auto", [cis("5.0", "2.9"), cis("7.0", "1.1")]),
];

describe("coverage", () => {
  it("has each version of a framework, its controls in their order, and who covers them", () => {
    expect(
      frameworksOf(list).map(({ name, controls }) => [
        name,
        controls.map(({ id, detections }) => [id, detections.map((each) => each.id).join()]),
      ]),
    ).toEqual([
      [
        "CIS 5.0",
        [
          ["2.9", "a,b"],
          ["2.10", "a"],
        ],
      ],
      ["CIS 7.0", [["1.1", "b"]]],
    ]);
  });

  it("says of a control the most that is done about it", () => {
    const [five] = frameworksOf(list);
    expect(five?.controls.map(modeOf)).toEqual(["auto", "monitor"]);
    expect(filterControls(five?.controls ?? [], { mode: "monitor" }).map(({ id }) => id)).toEqual(["2.10"]);
    expect(filterControls(five?.controls ?? [], { q: "TITLE b" }).map(({ id }) => id)).toEqual(["2.9"]);
    expect(filterControls(five?.controls ?? [], { q: "2.9 a" })).toHaveLength(1);
  });

  it("knows techniques by their names, too", () => {
    const attack = [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.008", "T1485"] }];
    const [found] = frameworksOf([detection("c", "auto", attack)]);
    expect(found).toMatchObject({ name: "MITRE ATT&CK 16.1", framework: "MITRE ATT&CK", version: "16.1" });
    expect(filterControls(found?.controls ?? [], { q: "cloud logs" }).map(({ id }) => id)).toEqual([
      "T1562.008",
    ]);
  });

  it("takes of an address what it understands", () => {
    expect(parseCoverageQuery({ framework: "CIS 5.0", q: ["x"], mode: "off" })).toEqual({
      framework: "CIS 5.0",
    });
    expect(parseCoverageQuery({ q: "x", mode: "auto" })).toEqual({ q: "x", mode: "auto" });
    const query = { framework: "MITRE ATT&CK 16.1", q: "a b", mode: "auto" as const };
    const [, search] = coverageAddress(query).split("?");
    expect(parseCoverageQuery(Object.fromEntries(new URLSearchParams(search)))).toEqual(query);
    expect(coverageAddress({})).toBe("/coverage");
  });
});
