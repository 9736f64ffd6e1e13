import { describe, expect, it } from "vitest";
import { covering } from "./covers.ts";
import type { Exemptable, Exemption, Scope } from "./schema.ts";

const ONE = "111122223333";
const ROLE = `arn:aws:iam::${ONE}:role/deploy`;
const GROUP = `arn:aws:ec2:us-east-1:${ONE}:security-group/sg-1`;

const what: Exemptable = {
  findingId: "fnd_1",
  detection: "ec2-sg-ingress-world",
  resource: GROUP,
  account: ONE,
  principals: [ROLE],
  exposure: { cidr: "8.0.0.0/8", protocol: "tcp", ports: { from: 22, to: 25 } },
  tags: { purpose: "honeypot" },
  followed: [],
};
const tagKeys = ["purpose"];

function exemption(scope: Scope, fields: Partial<Exemption> = {}): Exemption {
  const by = { kind: "person" as const, name: "Alice", id: "sub-1" };
  const times = { madeAt: "2026-11-23T08:00:00.000Z", until: "2026-11-24T08:00:00.000Z" };
  return { id: "exm_1", scope, reason: "a test", by, ...times, ...fields };
}
const covers = (scope: Scope, different: Partial<Exemptable> = {}) =>
  covering([exemption(scope)], { ...what, ...different }, { tagKeys }) !== undefined;

describe("an exemption", () => {
  it.each<[string, Scope]>([
    ["finding", { finding: "fnd_1" }],
    ["detection", { detection: "ec2-sg-ingress-world" }],
    ["resource", { resource: "arn:aws:ec2:*:security-group/sg-?" }],
    ["account", { account: ONE }],
    ["principal", { principal: `arn:aws:iam::${ONE}:role/*` }],
    ["range", { cidr: "8.0.0.0/7" }],
    ["very range", { cidr: "8.1.2.3/8" }],
    ["ports", { ports: { from: 22, to: 25 } }],
    ["tag", { tag: { key: "purpose", value: "honeypot" } }],
    ["detection and ports", { detection: "ec2-sg-ingress-world", ports: { from: 0, to: 65_535 } }],
  ])("covers what its %s says", (_part, scope) => {
    expect(covers(scope)).toBe(true);
  });

  it.each<[string, Scope]>([
    ["another finding", { finding: "fnd_" }],
    ["another detection", { detection: "ec2-sg-ingress" }],
    ["another resource", { resource: "arn:aws:ec2:*:security-group/sg-" }],
    ["another account", { account: "444455556666" }],
    ["another principal", { principal: `arn:aws:iam::${ONE}:user/*` }],
    ["a narrower range", { cidr: "8.0.0.0/9" }],
    ["another range", { cidr: "9.0.0.0/8" }],
    ["a range of the other kind", { cidr: "::/0" }],
    ["some of the ports at the lower end", { ports: { from: 23, to: 25 } }],
    ["some of the ports at the upper end", { ports: { from: 22, to: 24 } }],
    ["another value of the tag", { tag: { key: "purpose", value: "Honeypot" } }],
    ["a tag that is not there", { tag: { key: "constructor", value: "honeypot" } }],
    [
      "one part that fits and one that does not",
      { detection: "ec2-sg-ingress-world", account: "444455556666" },
    ],
    ["nothing", {}],
    ["nothing, in as many words", { finding: undefined }],
  ])("for %s does not cover it", (_part, scope) => {
    expect(covers(scope)).toBe(false);
  });

  it("by principal covers what all showed whom it names, and nothing that anybody else showed, too", () => {
    const scope = { principal: `arn:aws:iam::${ONE}:role/*` };
    expect(covers(scope, { principals: [ROLE, `${ROLE}-2`] })).toBe(true);
    expect(covers(scope, { principals: [ROLE, `arn:aws:iam::${ONE}:user/mallory`] })).toBe(false);
    expect(covers(scope, { principals: [ROLE, undefined] })).toBe(false);
    expect(covers(scope, { principals: [] })).toBe(false);
  });

  it.each<[string, Exemptable["exposure"]]>([
    ["is open to nobody that is known", undefined],
    ["is open through a prefix list", { protocol: "tcp", ports: { from: 22, to: 22 } }],
    ["is open to what is no range", { protocol: "tcp", cidr: "8.0.0.0/33", ports: { from: 22, to: 22 } }],
  ])("by range does not cover what %s", (_what, exposure) => {
    expect(covers({ cidr: "0.0.0.0/0" }, { exposure })).toBe(false);
    expect(covers({ cidr: "0.0.0.0/0" })).toBe(true);
  });

  it.each<[string, Exemptable["exposure"]]>([
    ["no port that is known", undefined],
    ["every port", { protocol: "-1", cidr: "0.0.0.0/0" }],
    ["ports that end before they begin", { protocol: "tcp", ports: { from: 25, to: 22 } }],
    ["ports beyond all", { protocol: "tcp", ports: { from: -1, to: 22 } }],
  ])("by ports does not cover what opens %s", (_what, exposure) => {
    expect(covers({ ports: { from: 0, to: 65_535 } }, { exposure })).toBe(false);
  });

  it("by tag covers nothing where the operator did not list its key, or nobody has read the tags", () => {
    const scope = { tag: { key: "purpose", value: "honeypot" } };
    expect(covering([exemption(scope)], what, { tagKeys: ["Purpose"] })).toBeUndefined();
    expect(covers(scope, { tags: undefined })).toBe(false);
    const inherited = exemption({ tag: { key: "constructor", value: "x" } });
    expect(covering([inherited], what, { tagKeys: ["constructor"] })).toBeUndefined();
  });

  it("covers nothing before the undo that it was made for was followed: it may be refused, or never have been asked for", () => {
    const scope = { finding: "fnd_1" };
    const undo = (followed: string[]) =>
      covering([exemption(scope, { undo: "dec_1" })], { ...what, followed }, { tagKeys });
    expect(undo(["dec_2"])).toBeUndefined();
    expect(undo(["dec_2", "dec_1"])?.id).toBe("exm_1");
    expect(covers(scope, { followed: [] })).toBe(true);
  });
});

describe("of several exemptions", () => {
  it("the one that holds longest is named", () => {
    const scope = { account: ONE };
    const short = exemption(scope, { id: "exm_short" });
    const long = exemption(scope, { id: "exm_long", until: "2026-11-24T08:00:01Z" });
    const longest = exemption(
      { account: "444455556666" },
      { id: "exm_x", until: "2027-01-01T00:00:00.000Z" },
    );
    expect(covering([short, long, longest], what, { tagKeys })?.id).toBe("exm_long");
    const equal = { ...long, id: "exm_a" };
    expect(covering([long, equal], what, { tagKeys })?.id).toBe("exm_a");
    expect(covering([equal, long], what, { tagKeys })?.id).toBe("exm_a");
  });
});
