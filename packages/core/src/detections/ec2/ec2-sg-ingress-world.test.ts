import { describe, expect, it } from "vitest";
import {
  ACCOUNT,
  authorizeRecord,
  ec2Record,
  parsed,
  permissionItem,
  ruleItem,
} from "../../../test/records.ts";
import detection from "./ec2-sg-ingress-world.ts";

const place = { account: ACCOUNT, region: "us-east-1" };
const judge = (fields: Record<string, unknown>, parameters: unknown = {}) => {
  const { violations, suspicions } = detection.detect(parsed(fields), place, parameters);
  return { violations, suspicions };
};
const baselines = (fields: Record<string, unknown>, parameters: unknown = {}) =>
  detection.detect(parsed(fields), place, parameters).baselines;
const fingerprints = (fields: Record<string, unknown>, parameters?: unknown) =>
  judge(fields, parameters).violations.map(({ fingerprint }) => fingerprint);
const nothing = { violations: [], suspicions: [] };

const world = { cidr: "0.0.0.0/0" };

/** The request alone, as records before 2021 and from other tools have it. */
const requestOnly = (requestParameters: unknown) =>
  ec2Record("AuthorizeSecurityGroupIngress", { requestParameters, responseElements: { _return: true } });

describe("a call that opens a group to the world", () => {
  it("is a violation for each offending rule, and only for those", () => {
    const record = authorizeRecord([
      { from: 443, ...world },
      { from: 22, ...world },
      { from: 5432, cidr: "10.0.0.0/8" },
    ]);
    expect(fingerprints(record)).toEqual(["tcp/22-22/0.0.0.0/0"]);
  });

  it("names the group and the rule, and says in words what is open", () => {
    const record = authorizeRecord([{ from: 22, ...world }]);
    expect(judge(record).violations).toEqual([
      {
        account: ACCOUNT,
        resource: {
          arn: `arn:aws:ec2:us-east-1:${ACCOUNT}:security-group/sg-0a1b2c3d4e5f60718`,
          type: "AWS::EC2::SecurityGroup",
          id: "sg-0a1b2c3d4e5f60718",
        },
        fingerprint: "tcp/22-22/0.0.0.0/0",
        summary: "TCP port 22 of sg-0a1b2c3d4e5f60718 is open to every IPv4 address",
        severity: "critical",
        evidence: expect.objectContaining({
          ruleId: expect.stringMatching(/^sgr-/),
          groupId: "sg-0a1b2c3d4e5f60718",
        }),
        exposure: { cidr: "0.0.0.0/0", protocol: "tcp", ports: { from: 22, to: 22 } },
      },
    ]);
  });

  it("reads the response, whatever form the request has (traps 1 and 2)", () => {
    const shorthand = authorizeRecord([{ from: 22, ...world }], {
      requestParameters: {
        groupId: "sg-1",
        ipPermissions: {},
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrIp: "0.0.0.0/0",
      },
    });
    expect(fingerprints(shorthand)).toEqual(["tcp/22-22/0.0.0.0/0"]);
  });

  it("takes the request where the response has no rules", () => {
    const rules = {
      items: [permissionItem({ from: 22, ...world }), permissionItem({ from: 443, ...world })],
    };
    expect(fingerprints(requestOnly({ groupId: "sg-1", ipPermissions: rules }))).toEqual([
      "tcp/22-22/0.0.0.0/0",
    ]);
    const shorthand = { groupId: "sg-1", ipPermissions: {}, ipProtocol: "tcp", cidrIp: "0.0.0.0/0" };
    expect(fingerprints(requestOnly({ ...shorthand, fromPort: 22, toPort: 22 }))).toEqual([
      "tcp/22-22/0.0.0.0/0",
    ]);
    expect(fingerprints(requestOnly({ ...shorthand, fromPort: "80", toPort: "80" }))).toEqual([]);
  });

  it.each([
    ["1.2.3.4/0", "0.0.0.0/0"],
    ["208.236.235.254/0", "0.0.0.0/0"],
    ["0.0.0.0/1", "0.0.0.0/1"],
    ["128.0.0.0/1", "128.0.0.0/1"],
    ["64.0.0.0/2", "64.0.0.0/2"],
  ])("judges %s by its prefix length, in its canonical form (traps 3 and 4)", (cidr, canonical) => {
    expect(fingerprints(authorizeRecord([{ from: 22, cidr }]))).toEqual([`tcp/22-22/${canonical}`]);
  });

  it.each(["0.0.0.0/16", "0.0.0.0/32", "203.0.113.0/24", "10.0.0.0/8", "3.0.0.0/9"])("lets %s be", (cidr) => {
    expect(judge(authorizeRecord([{ from: 22, cidr }]))).toEqual(nothing);
  });

  it("sees IPv6 (trap 15)", () => {
    expect(fingerprints(authorizeRecord([{ from: 22, cidr6: "0:0::/0" }]))).toEqual(["tcp/22-22/::/0"]);
    expect(fingerprints(authorizeRecord([{ from: 22, cidr6: "2600:1f00::/40" }]))).toEqual([]);
  });

  it("takes protocol -1 for all ports (trap 11)", () => {
    const [violation] = judge(authorizeRecord([{ protocol: "-1", from: -1, ...world }])).violations;
    expect(violation).toMatchObject({ fingerprint: "-1/all/0.0.0.0/0", severity: "critical" });
    const item = permissionItem({ protocol: "-1", ...world });
    expect(item).not.toHaveProperty("fromPort");
    expect(fingerprints(requestOnly({ groupId: "sg-1", ipPermissions: { items: [item] } }))).toEqual([
      "-1/all/0.0.0.0/0",
    ]);
  });

  it.each([
    ["6", 22, ["tcp/22-22/0.0.0.0/0"]],
    ["6", 443, []],
    ["17", 53, ["udp/53-53/0.0.0.0/0"]],
    ["1", 8, []],
    ["58", -1, []],
    ["50", -1, ["50/all/0.0.0.0/0"]],
  ])("knows protocol %s by its number (trap 12)", (protocol, from, expected) => {
    expect(fingerprints(authorizeRecord([{ protocol, from, ...world }]))).toEqual(expected);
  });

  it.each([
    [0, 65_535],
    [80, 443],
    [20, 25],
    [443, 444],
  ])("wants every port of %d-%d to be allowed (trap 13)", (from, to) => {
    expect(fingerprints(authorizeRecord([{ from, to, ...world }]))).toEqual([`tcp/${from}-${to}/0.0.0.0/0`]);
  });

  it("takes ICMP's type and code for no ports (trap 14)", () => {
    const ping = authorizeRecord([{ protocol: "icmp", from: 8, to: 0, ...world }]);
    expect(judge(ping)).toEqual(nothing);
    expect(fingerprints(ping, { icmp: false })).toEqual(["icmp/8-0/0.0.0.0/0"]);
  });

  it("takes the group's id from the response where the request only names it (trap 10)", () => {
    const named = { groupName: "web", ipPermissions: { items: [permissionItem({ from: 22, ...world })] } };
    const [violation] = judge(
      authorizeRecord([{ from: 22, ...world }], { requestParameters: named }),
    ).violations;
    expect(violation?.resource.id).toBe("sg-0a1b2c3d4e5f60718");
    expect(judge(requestOnly(named))).toEqual({
      violations: [],
      suspicions: [
        {
          reason: expect.stringContaining("names the group"),
          ask: expect.objectContaining({ groupName: "web" }),
        },
      ],
    });
  });

  it("leaves rules between groups alone (trap 17)", () => {
    expect(judge(authorizeRecord([{ from: 22, group: "sg-2" }]))).toEqual(nothing);
  });

  it("asks for the entries of a prefix list, unless its port is allowed anyway (trap 6)", () => {
    const { violations, suspicions } = judge(authorizeRecord([{ from: 22, prefixList: "pl-1" }]));
    expect(violations).toEqual([]);
    expect(suspicions).toEqual([
      {
        reason: expect.stringContaining("prefix list"),
        ask: expect.objectContaining({ groupId: "sg-0a1b2c3d4e5f60718" }),
      },
    ]);
    expect(judge(authorizeRecord([{ from: 443, prefixList: "pl-1" }]))).toEqual(nothing);
  });

  it("puts the finding into the account that owns the group (trap 31)", () => {
    const owner = "444455556666";
    const item = ruleItem({ from: 22, ...world }, { groupOwnerId: owner });
    const shared = authorizeRecord([], { responseElements: { securityGroupRuleSet: { items: [item] } } });
    expect(judge(shared).violations[0]).toMatchObject({
      account: owner,
      resource: { arn: expect.stringContaining(`:${owner}:`) },
    });
  });

  it("does not take an egress rule for ingress", () => {
    const item = ruleItem({ from: 22, ...world }, { isEgress: true });
    const egress = authorizeRecord([], {
      requestParameters: { groupId: "sg-1" },
      responseElements: { securityGroupRuleSet: { items: [item] } },
    });
    expect(judge(egress)).toEqual(nothing);
  });

  it("reads a single rule that is an object, and a set without rules (trap 9)", () => {
    const one = authorizeRecord([], {
      responseElements: { securityGroupRuleSet: { items: ruleItem({ from: 22, ...world }) } },
    });
    expect(fingerprints(one)).toEqual(["tcp/22-22/0.0.0.0/0"]);
    expect(judge(authorizeRecord([], { responseElements: { securityGroupRuleSet: {} } }))).toEqual(nothing);
  });

  it.each([{ ipPermissions: { items: [7] } }, { ipPermissions: [null] }])(
    "asks the account where the request is in a shape that nobody knows: %j",
    (requestParameters) => {
      const asked = [{ ask: { hold: expect.stringContaining("leaves out") }, reason: expect.any(String) }];
      const record = authorizeRecord([], {
        requestParameters,
        responseElements: { securityGroupRuleSet: 5 },
      });
      expect(judge(record)).toEqual({ violations: [], suspicions: asked });
      const readable = authorizeRecord([{ from: 22, ...world }], { requestParameters });
      expect(fingerprints(readable)).toEqual(["tcp/22-22/0.0.0.0/0"]);
    },
  );

  it("goes by the operator's parameters", () => {
    const record = authorizeRecord([{ from: 22, ...world }]);
    expect(fingerprints(record, { tcpPorts: [22] })).toEqual([]);
    expect(() => judge(record, { tcpPorts: ["ssh"] })).toThrow("expected number");
  });
});

describe("a call that failed", () => {
  const refused = (errorCode: string) =>
    authorizeRecord([{ from: 22, ...world }], { errorCode, responseElements: null });

  it.each(["Client.UnauthorizedOperation", "Client.DryRunOperation", "Client.InvalidGroup.NotFound"])(
    "with %s is no violation (traps 18 to 20)",
    (errorCode) => {
      expect(judge(refused(errorCode))).toEqual(nothing);
    },
  );

  it("is no violation even where a response stands beside the error (trap 20)", () => {
    expect(
      judge(authorizeRecord([{ from: 22, ...world }], { errorCode: "Client.UnauthorizedOperation" })),
    ).toEqual(nothing);
  });

  it("because the rule is there already has the live group looked at, and left to a person (trap 18)", () => {
    const { violations, suspicions } = judge(refused("Client.InvalidPermission.Duplicate"));
    expect(violations).toEqual([]);
    expect(suspicions).toEqual([
      {
        reason: expect.stringContaining("was there before"),
        ask: expect.objectContaining({ groupId: "sg-0a1b2c3d4e5f60718", hold: expect.any(String) }),
      },
    ]);
  });

  it("for a duplicate of a harmless rule raises nothing", () => {
    const duplicate = { errorCode: "Client.InvalidPermission.Duplicate", responseElements: null };
    expect(judge(authorizeRecord([{ from: 443, ...world }], duplicate))).toEqual(nothing);
  });
});

describe("a record that leaves out what it is too large for (trap 21)", () => {
  const left = { omitted: true, originalSize: 300_000, reason: "field exceeds size limit" };

  it("is judged by the response where only the request is missing, and the other way round", () => {
    expect(fingerprints(authorizeRecord([{ from: 22, ...world }], { requestParameters: left }))).toEqual([
      "tcp/22-22/0.0.0.0/0",
    ]);
    expect(fingerprints(authorizeRecord([{ from: 22, ...world }], { responseElements: left }))).toEqual([
      "tcp/22-22/0.0.0.0/0",
    ]);
  });

  it("is a question for the live account where both are missing, and then a person's to decide", () => {
    const { suspicions } = judge(authorizeRecord([], { requestParameters: left, responseElements: left }));
    expect(suspicions).toEqual([{ reason: expect.any(String), ask: { hold: expect.any(String) } }]);
  });
});

const modify = (rules: unknown, fields = {}) =>
  ec2Record("ModifySecurityGroupRules", {
    requestParameters: { ModifySecurityGroupRulesRequest: { GroupId: "sg-1", SecurityGroupRule: rules } },
    responseElements: { requestId: "r-1", _return: true },
    ...fields,
  });
const one = (id: string, tag = 1, becomes: unknown = sshFrom("0.0.0.0/0")) => ({
  tag,
  SecurityGroupRuleId: id,
  SecurityGroupRule: becomes,
});
const sshFrom = (CidrIpv4: string) => ({ IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIpv4 });

describe("ModifySecurityGroupRules (trap 8)", () => {
  it("is a question, since the record does not tell ingress from egress", () => {
    expect(judge(modify(one("sgr-1")))).toEqual({
      violations: [],
      suspicions: [
        {
          reason: expect.stringContaining("ingress from egress"),
          ask: { groupId: "sg-1", ruleIds: ["sgr-1"] },
        },
      ],
    });
  });

  it("takes one rule or several (trap 9)", () => {
    const [suspicion] = judge(modify([one("sgr-1"), one("sgr-2", 2)])).suspicions;
    expect(suspicion?.ask).toMatchObject({ ruleIds: ["sgr-1", "sgr-2"] });
  });

  it("is nothing when it failed", () => {
    expect(
      judge(modify(one("sgr-1"), { errorCode: "Client.UnauthorizedOperation", responseElements: null })),
    ).toEqual(nothing);
  });

  it.each([
    { other: true },
    { ModifySecurityGroupRulesRequest: "" },
    { ModifySecurityGroupRulesRequest: {} },
    { ModifySecurityGroupRulesRequest: { SecurityGroupRule: [5] } },
  ])("in a shape that nobody knows asks the account, and is not silence: %j", (requestParameters) => {
    expect(judge(ec2Record("ModifySecurityGroupRules", { requestParameters })).suspicions).toEqual([
      { ask: { hold: expect.stringContaining("leaves out") }, reason: expect.any(String) },
    ]);
  });
});

describe("the good states that a record shows", () => {
  const office = { from: 22, cidr: "10.0.0.0/8" };
  const made = (...items: unknown[]) =>
    authorizeRecord([], { responseElements: { securityGroupRuleSet: { items } } });
  const id = { securityGroupRuleId: "sgr-0a" };
  const kept = (value: unknown, group = "sg-0a1b2c3d4e5f60718", aspect = "rule/sgr-0a") => ({
    resource: `arn:aws:ec2:us-east-1:${ACCOUNT}:security-group/${group}`,
    aspect,
    value,
  });

  it("are the rules that a call makes and that may stand, with all that brings them back", () => {
    const record = made(
      ruleItem(office, { ...id, description: "the office" }),
      ruleItem({ from: 443, ...world }, { securityGroupRuleId: "sgr-0b" }),
      ruleItem({ from: 22, ...world }, { securityGroupRuleId: "sgr-0c" }),
    );
    expect(baselines(record)).toEqual([
      kept({ ...sshFrom("10.0.0.0/8"), Description: "the office" }),
      kept({ ...sshFrom("0.0.0.0/0"), FromPort: 443, ToPort: 443 }, undefined, "rule/sgr-0b"),
    ]);
    expect(baselines(record, { tcpPorts: [22] })).toMatchObject([
      { aspect: "rule/sgr-0a" },
      { aspect: "rule/sgr-0c" },
    ]);
  });

  it.each([
    [
      "whose id the record does not have",
      requestOnly({ groupId: "sg-1", ipPermissions: { items: [permissionItem(office)] } }),
    ],
    ["of egress", made(ruleItem(office, { ...id, isEgress: true }))],
    ["in a group of another account", made(ruleItem(office, { ...id, groupOwnerId: "444455556666" }))],
    ["under an id that is none", made(ruleItem(office, { securityGroupRuleId: "sgr-0a#x" }))],
    ["in a group whose id is none", made(ruleItem(office, { ...id, groupId: `sg-${"0".repeat(2000)}` }))],
    ["that was refused", { ...made(ruleItem(office, id)), errorCode: "Client.UnauthorizedOperation" }],
    ["between groups", made(ruleItem({ from: 22, group: "sg-2" }, id))],
    ["of a prefix list", made(ruleItem({ from: 443, prefixList: "pl-1" }, id))],
    ["whose ports can't be read", made(ruleItem(office, { ...id, fromPort: "ssh" }))],
  ])("are none for a rule %s", (_what, record) => {
    expect(baselines(record)).toBeUndefined();
  });

  it("are what a rule was changed to, if that may stand", () => {
    expect(baselines(modify(one("sgr-0a", 1, sshFrom("10.0.0.0/8"))))).toEqual([
      kept(sshFrom("10.0.0.0/8"), "sg-1"),
    ]);
    const texts = { ...sshFrom("10.0.0.0/8"), FromPort: "22", ToPort: "22" };
    expect(baselines(modify([one("sgr-0a", 1, texts), one("sgr-0b", 2)]))).toEqual([
      kept(sshFrom("10.0.0.0/8"), "sg-1"),
    ]);
  });

  it.each([
    ["to the world: what it was before is what is good", modify(one("sgr-0a"))],
    [
      "by a call that was refused",
      modify(one("sgr-0a", 1, sshFrom("10.0.0.0/8")), { errorCode: "Client.X" }),
    ],
    ["under an id that is none", modify(one("x", 1, sshFrom("10.0.0.0/8")))],
    [
      "in a group that the record does not name",
      modify([], {
        requestParameters: {
          ModifySecurityGroupRulesRequest: { SecurityGroupRule: one("sgr-0a", 1, sshFrom("10.0.0.0/8")) },
        },
      }),
    ],
  ])("are none for a rule that is changed %s", (_what, record) => {
    expect(baselines(record)).toBeUndefined();
  });

  it.each([
    ["nothing", null],
    ["text", "tcp/22"],
    ["a range that is none", sshFrom("everywhere")],
    ["ports that are none", { ...sshFrom("10.0.0.0/8"), FromPort: "ssh" }],
    ["a prefix list", { IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListId: "pl-1" }],
  ])("are no more for a rule that is changed to what can't be told: %s", (_what, becomes) => {
    expect(baselines(modify(one("sgr-0a", 1, becomes)))).toEqual([kept(undefined, "sg-1")]);
  });
});
