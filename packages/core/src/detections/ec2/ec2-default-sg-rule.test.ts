import type { IpPermission } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ACCOUNT, authorizeRecord, ec2Record, parsed, ruleItem } from "../../../test/records.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./ec2-default-sg-rule.ts";

const judge = (fields: Record<string, unknown>, parameters: unknown = {}) =>
  detection.detect(parsed(fields), place, parameters);
const nothing = { violations: [], suspicions: [] };

const group = "sg-0a1b2c3d4e5f60718";
const office = { from: 22, cidr: "10.0.0.0/8" };
const made = (items: unknown, fields: Record<string, unknown> = {}) =>
  authorizeRecord([], { responseElements: { securityGroupRuleSet: { items } }, ...fields });
const named = { requestParameters: { groupName: "default", ipPermissions: {} } };

describe("a call that gives a group rules", () => {
  it("asks whether it is a default group, of the rules that it made", () => {
    const items = [
      ruleItem(office, { securityGroupRuleId: "sgr-0a" }),
      ruleItem(office, { securityGroupRuleId: "sgr-0b" }),
    ];
    expect(judge(made(items))).toEqual({
      violations: [],
      suspicions: [
        {
          ask: { groupId: group, ruleIds: ["sgr-0a", "sgr-0b"] },
          reason: expect.stringContaining("the group's id"),
        },
      ],
    });
  });

  it("is a violation by itself where it names the group, of the default VPC", () => {
    const items = ruleItem(office, { securityGroupRuleId: "sgr-0a" });
    expect(judge(made(items, named))).toEqual({
      violations: [
        {
          account: ACCOUNT,
          resource: {
            arn: `arn:aws:ec2:us-east-1:${ACCOUNT}:security-group/${group}`,
            type: "AWS::EC2::SecurityGroup",
            id: group,
          },
          fingerprint: "ingress/tcp/22-22/10.0.0.0/8",
          summary: `The default group ${group} has a rule: TCP port 22 from 10.0.0.0/8`,
          severity: "medium",
          evidence: expect.objectContaining({ ruleId: "sgr-0a", direction: "ingress", peer: "10.0.0.0/8" }),
          exposure: { cidr: "10.0.0.0/8", protocol: "tcp", ports: { from: 22, to: 22 } },
        },
      ],
      suspicions: [],
    });
  });

  it("leaves ingress from the world to the detection of that, by the same parameters", () => {
    const ssh = made(ruleItem({ from: 22, cidr: "0.0.0.0/0" }), named);
    const web = made(ruleItem({ from: 443, cidr: "0.0.0.0/0" }), named);
    expect(judge(ssh)).toEqual(nothing);
    expect(judge(ssh, { world: { tcpPorts: [22] } }).violations).toHaveLength(1);
    expect(judge(web).violations).toHaveLength(1);
    expect(judge(web, { world: { tcpPorts: [] } })).toEqual(nothing);
  });

  it("sees the way out, and groups as sources, and leaves neither exposed", () => {
    const out = ruleItem({ protocol: "-1", from: -1, cidr: "0.0.0.0/0" }, { isEgress: true });
    const friend = ruleItem({ protocol: "-1", from: -1, group: "sg-0f" });
    const { violations } = judge(made([out, friend], named));
    expect(violations.map(({ fingerprint }) => fingerprint)).toEqual([
      "egress/-1/all/0.0.0.0/0",
      "ingress/-1/all/sg-0f",
    ]);
    expect(violations[0]?.summary).toBe(`The default group ${group} has a rule: All traffic to 0.0.0.0/0`);
    for (const { exposure } of violations) expect(exposure).toBeUndefined();
  });

  it("asks for what is behind a prefix list, also where the group is named", () => {
    const items = [ruleItem({ from: 22, prefixList: "pl-0a" }), ruleItem(office)];
    const { violations, suspicions } = judge(made(items, named));
    expect(violations).toEqual([]);
    expect(suspicions).toMatchObject([
      { ask: { groupId: group, ruleIds: [{}, {}].map(() => expect.any(String)) } },
    ]);
  });

  it("is not about a group of another name, or a call that failed or was a dry run", () => {
    const items = ruleItem(office);
    expect(judge(made(items, { requestParameters: { groupName: "web" } }))).toEqual(nothing);
    for (const errorCode of ["Client.DryRunOperation", "Client.InvalidPermission.Duplicate"])
      expect(judge(made(items, { ...named, errorCode }))).toEqual(nothing);
  });

  it("asks about the whole group, and holds, where the rules were left out", () => {
    const asked = (groupId?: string) => [
      {
        ask: { ...(groupId && { groupId }), hold: expect.stringContaining("leaves out") },
        reason: expect.any(String),
      },
    ];
    const omitted = { omitted: true, originalSize: 300_000 };
    const left = ec2Record("AuthorizeSecurityGroupEgress", { requestParameters: { groupId: group } });
    expect(judge(left).suspicions).toEqual(asked(group));
    for (const field of [omitted, "", "?", null, { ipPermissions: { items: [7] } }])
      expect(judge(made({}, { requestParameters: field })).suspicions).toEqual(asked());
    for (const responseElements of [
      { securityGroupRuleSet: { items: [null, 7] } },
      { securityGroupRuleSet: "x" },
    ])
      expect(judge(made({}, { ...named, responseElements })).suspicions).toEqual(asked());
  });

  it("believes no id that is none", () => {
    const { violations, suspicions } = judge(made(ruleItem(office, { groupId: "*" }), named));
    expect(violations).toEqual([]);
    expect(suspicions).toHaveLength(1);
  });
});

describe("a call that changes rules", () => {
  const modify = (request: unknown, fields = {}) =>
    judge(
      ec2Record("ModifySecurityGroupRules", {
        requestParameters: { ModifySecurityGroupRulesRequest: request },
        ...fields,
      }),
    );
  const one = (id: string) => ({
    SecurityGroupRuleId: id,
    tag: 1,
    SecurityGroupRule: { CidrIpv4: "10.0.0.0/8" },
  });

  it("asks about one or many", () => {
    for (const [rules, ruleIds] of [
      [one("sgr-0a"), ["sgr-0a"]],
      [
        [one("sgr-0a"), one("sgr-0b")],
        ["sgr-0a", "sgr-0b"],
      ],
    ] as const)
      expect(modify({ GroupId: group, SecurityGroupRule: rules }).suspicions).toMatchObject([
        { ask: { groupId: group, ruleIds } },
      ]);
  });

  it("is nothing when it failed, and asks with a hold what can't be read", () => {
    expect(
      modify({ GroupId: group, SecurityGroupRule: one("sgr-0a") }, { errorCode: "Client.DryRunOperation" }),
    ).toEqual(nothing);
    for (const request of ["", {}, { GroupId: 5 }, { SecurityGroupRule: "?" }])
      expect(modify(request).suspicions).toMatchObject([
        { ask: { hold: expect.stringContaining("leaves out") } },
      ]);
  });
});

it("does not listen to revocations, nor to another service's event of the same name", () => {
  const known = listeners([detection]);
  const heard = (eventSource: string, eventName: string) => isListenedTo({ eventSource, eventName }, known);
  expect(heard("ec2.amazonaws.com", "AuthorizeSecurityGroupEgress")).toBe(true);
  expect(heard("ec2.amazonaws.com", "RevokeSecurityGroupEgress")).toBe(false);
  expect(heard("rds.amazonaws.com", "AuthorizeSecurityGroupIngress")).toBe(false);
});

describe("in the live account", () => {
  let account: Ec2Account;
  beforeAll(async () => {
    account = await openEc2Account();
  });
  afterAll(() => account.close());

  const ssh = (range: Partial<IpPermission>): IpPermission => ({
    IpProtocol: "tcp",
    FromPort: 22,
    ToPort: 22,
    ...range,
  });
  const from = (CidrIp: string) => ssh({ IpRanges: [{ CidrIp, Description: "for now" }] });

  /** A new VPC's default group. */
  async function defaultGroup() {
    const { Vpc } = await account.ec2.createVpc({ CidrBlock: "10.0.0.0/24" });
    const { SecurityGroups: [found] = [] } = await account.ec2.describeSecurityGroups({
      Filters: [
        { Name: "vpc-id", Values: [Vpc?.VpcId ?? ""] },
        { Name: "group-name", Values: ["default"] },
      ],
    });
    return { id: found?.GroupId ?? "", vpc: Vpc?.VpcId ?? "" };
  }
  const ingress = (GroupId: string, permission: IpPermission) =>
    account.ec2.authorizeSecurityGroupIngress({
      GroupId,
      IpPermissions: [permission],
      TagSpecifications: [{ ResourceType: "security-group-rule", Tags: [{ Key: "for", Value: "test" }] }],
    });
  const foundNow = () => account.found(detection, account.latest());
  const fingerprints = (found: readonly { fingerprint: string }[]) =>
    found.map(({ fingerprint }) => fingerprint);

  it("finds what was put into a default group, and clears another group", async () => {
    const { id, vpc } = await defaultGroup();
    await ingress(id, from("10.0.0.0/8"));
    expect(fingerprints(await foundNow())).toEqual(["ingress/tcp/22-22/10.0.0.0/8"]);
    const { GroupId = "" } = await account.ec2.createSecurityGroup({
      GroupName: "web",
      Description: "x",
      VpcId: vpc,
    });
    await ingress(GroupId, from("10.0.0.0/8"));
    expect(await foundNow()).toEqual([]);
  });

  it("leaves the world to the other detection, through a prefix list, too", async () => {
    const { id } = await defaultGroup();
    await ingress(id, from("0.0.0.0/0"));
    expect(await foundNow()).toEqual([]);
    const list = async (Cidr: string) => {
      const input = { PrefixListName: "x", MaxEntries: 1, AddressFamily: "IPv4", Entries: [{ Cidr }] };
      return (await account.ec2.createManagedPrefixList(input)).PrefixList?.PrefixListId ?? "";
    };
    await ingress(id, ssh({ PrefixListIds: [{ PrefixListId: await list("0.0.0.0/0") }] }));
    expect(await foundNow()).toEqual([]);
    const narrow = await list("198.51.100.0/24");
    await ingress(id, ssh({ PrefixListIds: [{ PrefixListId: narrow }] }));
    expect(fingerprints(await foundNow())).toEqual([`ingress/tcp/22-22/${narrow}`]);
  });

  it("finds what a rule was changed to, which way it may be", async () => {
    const { id } = await defaultGroup();
    const { SecurityGroupRules = [] } = await account.ec2.describeSecurityGroupRules({
      Filters: [{ Name: "group-id", Values: [id] }],
    });
    const out = SecurityGroupRules.find(({ IsEgress }) => IsEgress)?.SecurityGroupRuleId;
    const SecurityGroupRule = { IpProtocol: "tcp", FromPort: 25, ToPort: 25, CidrIpv4: "192.0.2.0/24" };
    await account.ec2.modifySecurityGroupRules({
      GroupId: id,
      SecurityGroupRules: [{ SecurityGroupRuleId: out, SecurityGroupRule }],
    });
    expect(fingerprints(await foundNow())).toEqual(["egress/tcp/25-25/192.0.2.0/24"]);
  });

  it("finds everything in the group, held, where the record had left out what it did", async () => {
    const { id } = await defaultGroup();
    const record = parsed(ec2Record("AuthorizeSecurityGroupIngress", { requestParameters: { groupId: id } }));
    const found = await account.found(detection, record);
    expect(fingerprints(found).toSorted()).toEqual(["egress/-1/all/0.0.0.0/0", `ingress/-1/all/${id}`]);
    for (const { hold } of found) expect(hold).toContain("leaves out");
  });

  const puts: [string, (id: string) => Promise<unknown>][] = [
    ["a range", (id) => ingress(id, from("10.0.0.0/8"))],
    ["an IPv6 range", (id) => ingress(id, ssh({ Ipv6Ranges: [{ CidrIpv6: "2001:db8::/48" }] }))],
    ["a group", (id) => ingress(id, ssh({ UserIdGroupPairs: [{ GroupId: id, Description: "us" }] }))],
    [
      "a way out",
      (GroupId) => account.ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions: [from("10.0.0.0/8")] }),
    ],
  ];
  it.each(puts)("takes away just that rule, and brings it back with all it had: %s", async (_, put) => {
    const { id } = await defaultGroup();
    await put(id);
    const [found] = await foundNow();
    if (!found) throw new Error("nothing was found");
    const content = async () => {
      const { SecurityGroupRules = [] } = await account.ec2.describeSecurityGroupRules({
        Filters: [{ Name: "group-id", Values: [id] }],
      });
      return SecurityGroupRules.map(({ SecurityGroupRuleId: _id, SecurityGroupRuleArn: _arn, ...rule }) =>
        JSON.stringify(rule),
      ).toSorted();
    };
    const before = await content();
    expect(before).toHaveLength(3);
    const { plan, state, guard: begun } = await account.inspect(detection, found);
    expect(plan?.steps).toHaveLength(1);
    expect(plan?.caveats).toBeUndefined();
    const ways = found.fingerprint.startsWith("egress") ? [1, 2] : [2, 1];
    expect([state.ingress, state.egress].map((rules) => Array.isArray(rules) && rules.length)).toEqual(ways);
    await account.run(plan?.steps ?? []);
    const after = await account.inspect(detection, found);
    expect(after.plan).toBeUndefined();
    expect(after.guard).toEqual({ same: [] });
    expect(after.guard).not.toEqual(begun);
    expect(await content()).toHaveLength(2);
    await account.run(plan?.undo ?? [], "undo");
    expect(await content()).toEqual(before);
    const { state: again } = await account.inspect(detection, found);
    const withoutIds = (value: unknown) => JSON.stringify(value).replaceAll(/sgr-[0-9a-f]+/g, "");
    expect(withoutIds(again)).toBe(withoutIds(state));
  });

  it("names the account of a group that is let in, as AWS wants it of one next door", async () => {
    const { id, vpc: VpcId } = await defaultGroup();
    const friend = await account.ec2.createSecurityGroup({ GroupName: "web", Description: "x", VpcId });
    const other = friend.GroupId ?? "";
    await ingress(id, { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: other }] });
    const [found] = await foundNow();
    if (!found) throw new Error("nothing was found");
    const { plan } = await account.inspect(detection, found);
    expect(plan?.undo).toMatchObject([
      { input: { IpPermissions: [{ UserIdGroupPairs: [{ GroupId: other, UserId: ACCOUNT }] }] } },
    ]);
    expect(plan?.caveats).toBeUndefined();
  });

  it("says what the rules that AWS made are good for", async () => {
    const { id } = await defaultGroup();
    const swept = (await account.sweep(detection)).filter(({ resource }) => resource.endsWith(id));
    expect(swept).toHaveLength(1);
    const { violations = [] } = swept[0] ?? {};
    expect(violations).toHaveLength(2);
    for (const violation of violations) {
      const { plan } = await account.inspect(detection, violation);
      expect(plan?.caveats).toEqual([expect.stringContaining("AWS gave")]);
    }
  });

  it("sweeps each VPC's default group, with the same finding as the call makes", async () => {
    const { id } = await defaultGroup();
    await ingress(id, from("10.0.0.0/8"));
    const [found] = await foundNow();
    await ingress(id, from("0.0.0.0/0"));
    const swept = await account.sweep(detection);
    const { Vpcs = [] } = await account.ec2.describeVpcs({});
    expect(swept).toHaveLength(Vpcs.length);
    const own = swept.find(({ resource }) => resource.endsWith(id));
    expect(own?.violations).toHaveLength(3);
    expect(own?.violations).toContainEqual(found);
    expect(await account.sweep(detection, {}, { ...place, account: "999999999999" })).toEqual([]);
  });

  it("tells a group's tags", async () => {
    const { id } = await defaultGroup();
    await account.ec2.createTags({ Resources: [id], Tags: [{ Key: "team", Value: "red" }] });
    const resource = { arn: "", type: "", id };
    expect(await detection.response?.tags?.(resource, account.live)).toEqual({ team: "red" });
  });
});
