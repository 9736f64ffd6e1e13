import { describe, expect, it } from "vitest";
import { ssh } from "../../../test/ingress.ts";
import { IngressPolicy } from "./ingress-policy.ts";
import { changedRule, goodRule, KnownRule, knownRule } from "./known-rule.ts";

describe("a known rule", () => {
  it.each([
    ssh("10.0.0.0/8"),
    ssh("10.0.0.0/8", { Description: "for #1 [mine]; ok!" }),
    ssh(undefined, { CidrIpv6: "2001:db8::/64" }),
    ssh("0.0.0.0/0", { FromPort: 0, ToPort: 65_535 }),
    ssh("10.0.0.0/8", { IpProtocol: "icmp", FromPort: 8, ToPort: -1 }),
    ssh("10.0.0.0/8", { IpProtocol: "icmp", FromPort: -1, ToPort: -1 }),
    ssh("10.0.0.0/8", { IpProtocol: "icmp", FromPort: 8, ToPort: 0 }),
    ssh("10.0.0.0/8", { IpProtocol: "-1", FromPort: -1, ToPort: -1 }),
    ssh("10.0.0.0/8", { IpProtocol: "50", FromPort: -1, ToPort: -1 }),
  ])("is what AWS shows of it: %j", (rule) => {
    expect(knownRule(rule)).toEqual(rule);
    expect(KnownRule.parse(rule)).toEqual(rule);
  });

  it.each([
    [ssh("10.1.2.3/8"), ssh("10.0.0.0/8")],
    [ssh("10.0.0.0/8", { IpProtocol: "6" }), ssh("10.0.0.0/8")],
    [ssh(undefined, { CidrIpv6: "2001:DB8:0::/64" }), ssh(undefined, { CidrIpv6: "2001:db8::/64" })],
    [
      { IpProtocol: "-1", CidrIpv4: "10.0.0.0/8" },
      ssh("10.0.0.0/8", { IpProtocol: "-1", FromPort: -1, ToPort: -1 }),
    ],
    [ssh("10.0.0.0/8", { Description: "" }), ssh("10.0.0.0/8")],
  ])("is in the form that AWS shows it in, however it was spelled: %j", (spelled, shown) => {
    expect(knownRule(spelled)).toEqual(shown);
  });

  it.each([
    ["a range that is none", ssh("10.0.0.0/33")],
    ["no range", ssh()],
    ["a range of the other family's name", ssh(undefined, { CidrIpv6: "10.0.0.0/8" })],
    ["ports the wrong way round", ssh("10.0.0.0/8", { FromPort: 9, ToPort: 8 })],
    ["a port that is none", ssh("10.0.0.0/8", { ToPort: 65_536 })],
    ["a protocol that is none", ssh("10.0.0.0/8", { IpProtocol: "256" })],
    ["a protocol in words", ssh("10.0.0.0/8", { IpProtocol: "ssh" })],
    ["an ICMP type that is none", ssh("10.0.0.0/8", { IpProtocol: "icmp", FromPort: 256 })],
    ["an ICMP code that is none", ssh("10.0.0.0/8", { IpProtocol: "icmp", ToPort: 256 })],
    ["an ICMP code of all types", ssh("10.0.0.0/8", { IpProtocol: "icmp", FromPort: -1, ToPort: 0 })],
    ["a description that AWS does not take", ssh("10.0.0.0/8", { Description: "<b>" })],
    ["a description of two lines", ssh("10.0.0.0/8", { Description: "a\nb" })],
    ["a description that is too long", ssh("10.0.0.0/8", { Description: "x".repeat(256) })],
  ])("is none with %s: a call with it would fail, and leave open what it should close", (_what, rule) => {
    expect(knownRule(rule)).toBeUndefined();
    expect(KnownRule.safeParse(rule).success).toBe(false);
  });

  it("read from the table has one range, and its ports are no others", () => {
    expect(KnownRule.safeParse(ssh("10.0.0.0/8", { CidrIpv6: "2001:db8::/64" })).success).toBe(false);
    expect(KnownRule.safeParse(ssh("10.0.0.0/8", { FromPort: -1 })).success).toBe(false);
    expect(KnownRule.safeParse({ IpProtocol: "tcp", CidrIpv4: "10.0.0.0/8" }).success).toBe(false);
  });

  it.each([
    ["egress", { ...ssh("10.0.0.0/8"), IsEgress: true }],
    ["from another group", ssh(undefined, { ReferencedGroupId: "sg-2" })],
    ["from a prefix list", ssh(undefined, { PrefixListId: "pl-1" })],
    ["without a protocol", { FromPort: 22, ToPort: 22, CidrIpv4: "10.0.0.0/8" }],
    ["of TCP that leaves out a port", { IpProtocol: "tcp", ToPort: 22, CidrIpv4: "10.0.0.0/8" }],
    ["of UDP without ports", { IpProtocol: "udp", CidrIpv4: "10.0.0.0/8" }],
    ["of ICMP without a code", { IpProtocol: "icmp", FromPort: 8, CidrIpv4: "10.0.0.0/8" }],
  ])("is none that is %s", (_what, rule) => {
    expect(knownRule(rule)).toBeUndefined();
  });
});

describe("a rule's state", () => {
  const policy = IngressPolicy.parse({});
  const group = "arn:aws:ec2:us-east-1:111122223333:security-group/sg-1";
  const of = (rule: object, SecurityGroupRuleId = "sgr-0a") => ({ ...rule, SecurityGroupRuleId });
  const kept = (value: unknown) => [{ resource: group, aspect: "rule/sgr-0a", value }];

  it("is good where it opens to nobody, or what may be open", () => {
    for (const rule of [ssh("10.0.0.0/8"), ssh("0.0.0.0/0", { FromPort: 443, ToPort: 443 })]) {
      expect(goodRule(group, of(rule), policy)).toEqual(kept(rule));
      expect(changedRule(group, of(rule), policy)).toEqual(kept(rule));
    }
  });

  it("is not good where it offends, and what it was before stays known", () => {
    expect(goodRule(group, of(ssh("0.0.0.0/0")), policy)).toEqual([]);
    expect(changedRule(group, of(ssh("0.0.0.0/0")), policy)).toEqual([]);
  });

  it("that can't be told is none, and after a change nothing is known any more", () => {
    const listed = ssh(undefined, { PrefixListId: "pl-1" });
    expect(goodRule(group, of(listed), policy)).toEqual([]);
    expect(changedRule(group, of(listed), policy)).toEqual(kept(undefined));
  });

  it.each(["", "sgr-", "rule", "sgr-0A", "sgr-0a#aspect", `sgr-${"0".repeat(33)}`, "sg-0a"])(
    "has no place under an id that is none: %j",
    (id) => {
      expect(goodRule(group, of(ssh("10.0.0.0/8"), id), policy)).toEqual([]);
      expect(changedRule(group, of(ssh("10.0.0.0/8"), id), policy)).toEqual([]);
    },
  );
});
