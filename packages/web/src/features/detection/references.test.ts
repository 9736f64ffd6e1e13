import { detections } from "@snapback/core/detections/registry";
import { describe, expect, it } from "vitest";
import { frameworkPage } from "./framework-pages.ts";
import { serviceName } from "./service-name.ts";
import { techniqueName } from "./technique-names.ts";

const references = detections.flatMap(({ references: named }) =>
  named.flatMap(({ framework, version, ids }) => ids.map((id) => ({ framework, version, id }))),
);

describe("a reference", () => {
  it("has a page, at its framework's own site", () => {
    const sites = new Set(references.map((each) => new URL(frameworkPage(each) ?? "none:").hostname));
    expect([...sites].toSorted()).toEqual(["attack.mitre.org", "docs.aws.amazon.com", "www.cisecurity.org"]);
    expect(frameworkPage({ framework: "MITRE ATT&CK", version: "16.1", id: "T1562.008" })).toBe(
      "https://attack.mitre.org/versions/v16/techniques/T1562/008/",
    );
    expect(frameworkPage({ framework: "AWS FSBP", version: "1.0.0", id: "Opensearch.2" })).toBe(
      "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-2",
    );
    expect(frameworkPage({ framework: "Other", version: "1", id: "x" })).toBeUndefined();
  });

  it("to a technique has its name, and no other has one", () => {
    const named = references.filter(({ framework, version, id }) => techniqueName(framework, version, id));
    expect(named).toEqual(references.filter(({ framework }) => framework === "MITRE ATT&CK"));
    expect(techniqueName("MITRE ATT&CK", "17.0", "T1562")).toBeUndefined();
    expect(techniqueName("MITRE ATT&CK", "16.1", "constructor")).toBeUndefined();
  });
});

it("every service of the catalogue has a name that people know", () => {
  const services = detections.map(({ events: [{ source }] }) => source.replace(".amazonaws.com", ""));
  expect(services.filter((service) => serviceName(service) === service)).toEqual([]);
  expect(serviceName("constructor")).toBe("constructor");
});
