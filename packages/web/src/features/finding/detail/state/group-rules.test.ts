import { describe, expect, it } from "vitest";
import { compareRules, describeTraffic, groupRules, type Rule } from "./group-rules.ts";

const ssh: Rule = { id: "sgr-1", protocol: "tcp", ports: "22-22", source: "0.0.0.0/0", description: "" };
const https: Rule = {
  id: "sgr-2",
  protocol: "tcp",
  ports: "443-443",
  source: "0.0.0.0/0",
  description: "site",
};
const marks = (rules: { id: string; mark: string }[]) => rules.map(({ id, mark }) => `${id} ${mark}`);

describe("groupRules", () => {
  it("reads a list of rules", () => {
    const { description: _, ...bare } = ssh;

    const state = { groupId: "sg-1", ingress: [bare, https], egress: [] };

    expect(groupRules(state, "ingress")).toEqual([ssh, https]);
    expect(groupRules(state, "egress")).toEqual([]);
  });

  it.each([
    ["a state without rules", { gone: "The security group does not exist" }],
    ["something else under that name", { ingress: "all" }],
    ["a list of something else", { ingress: ["sgr-1"] }],
    ["rules without ids", { ingress: [{ protocol: "tcp" }] }],
  ])("does not take %s for one", (_, state) => {
    expect(groupRules(state, "ingress")).toBeUndefined();
  });
});

describe("compareRules", () => {
  it("marks what was removed, and puts it first", () => {
    const { before, after } = compareRules([https, ssh], [https]);

    expect(marks(before)).toEqual(["sgr-1 removed", "sgr-2 same"]);
    expect(marks(after)).toEqual(["sgr-2 same"]);
  });

  it("marks what is new and what has changed", () => {
    const { before, after } = compareRules([https], [{ ...https, source: "10.0.0.0/8" }, ssh]);

    expect(marks(before)).toEqual(["sgr-2 changed"]);
    expect(marks(after)).toEqual(["sgr-2 changed", "sgr-1 added"]);
  });
});

describe("describeTraffic", () => {
  it.each([
    ["-1", "-1--1", "All traffic"],
    ["-1", "-", "All traffic"],
    ["tcp", "22-22", "TCP 22"],
    ["udp", "1000-2000", "UDP 1000–2000"],
    ["tcp", "0-65535", "TCP, all ports"],
    ["icmp", "8-0", "ICMP type 8, code 0"],
    ["icmpv6", "-1--1", "ICMPV6, all types"],
    ["50", "-", "Protocol 50"],
    ["tcp", "22", "TCP 22"],
  ])("%s %s is %s", (protocol, ports, words) => {
    expect(describeTraffic({ protocol, ports })).toBe(words);
  });
});
