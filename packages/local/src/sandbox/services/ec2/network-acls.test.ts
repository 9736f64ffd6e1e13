import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  type CreateNetworkAclEntryCommandInput,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteNetworkAclCommand,
  DeleteNetworkAclEntryCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclEntryCommand,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

type Entry = Partial<CreateNetworkAclEntryCommandInput>;
const whole: Entry = { RuleNumber: 90, Protocol: "6", RuleAction: "allow", Egress: false };
const ssh: Entry = { ...whole, CidrBlock: "192.0.2.7/24", PortRange: { From: 22, To: 22 } };

async function open() {
  const { ec2, vpc, records } = await openTestSandbox();
  const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId: vpc.vpcId }));
  const id = NetworkAcl?.NetworkAclId ?? "";
  const input = (entry: Entry) => ({
    RuleNumber: undefined,
    Protocol: undefined,
    RuleAction: undefined,
    Egress: undefined,
    NetworkAclId: id,
    ...entry,
  });
  return {
    ec2,
    vpc,
    id,
    last: () => records.at(-1),
    create: (entry: Entry) => ec2.send(new CreateNetworkAclEntryCommand(input(entry))),
    replace: (entry: Entry) => ec2.send(new ReplaceNetworkAclEntryCommand(input(entry))),
    remove: (RuleNumber: number, Egress = false) =>
      ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId: id, RuleNumber, Egress })),
    entries: async (of = id) => {
      const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [of] }));
      return NetworkAcls?.[0]?.Entries ?? [];
    },
  };
}

const everything = { Protocol: "-1", CidrBlock: "0.0.0.0/0" };

describe("a network ACL", () => {
  test("lets nothing through at first; a VPC's own lets everything through, and can't be deleted", async () => {
    const { ec2, vpc, entries, id } = await open();
    const deny = { ...everything, RuleNumber: 32767, RuleAction: "deny" };
    expect(await entries()).toEqual([
      { ...deny, Egress: true },
      { ...deny, Egress: false },
    ]);
    const Filters = [
      { Name: "vpc-id", Values: [vpc.vpcId] },
      { Name: "default", Values: ["true"] },
    ];
    const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
    expect(NetworkAcls).toHaveLength(1);
    const own = NetworkAcls[0];
    expect(own).toMatchObject({ IsDefault: true, VpcId: vpc.vpcId, OwnerId: "111122223333", Tags: [] });
    expect(own?.Entries?.[0]).toEqual({ ...everything, RuleNumber: 100, RuleAction: "allow", Egress: true });
    const deletion = ec2.send(new DeleteNetworkAclCommand({ NetworkAclId: own?.NetworkAclId }));
    expect((await refusal(deletion)).name).toBe("InvalidParameterValue");
    await ec2.send(new DeleteNetworkAclCommand({ NetworkAclId: id }));
    expect((await refusal(entries())).name).toBe("InvalidNetworkAclID.NotFound");
  });

  test("goes with its VPC, unless somebody made it", async () => {
    const { ec2 } = await open();
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/24" }));
    const made = await ec2.send(new CreateNetworkAclCommand({ VpcId: Vpc?.VpcId }));
    const deletion = () => ec2.send(new DeleteVpcCommand({ VpcId: Vpc?.VpcId }));
    expect((await refusal(deletion())).name).toBe("DependencyViolation");
    await ec2.send(new DeleteNetworkAclCommand({ NetworkAclId: made.NetworkAcl?.NetworkAclId }));
    await deletion();
    const Filters = [{ Name: "vpc-id", Values: [Vpc?.VpcId ?? ""] }];
    expect((await ec2.send(new DescribeNetworkAclsCommand({ Filters }))).NetworkAcls).toEqual([]);
  });

  test("can have tags", async () => {
    const { ec2, id } = await open();
    await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: "team", Value: "red" }] }));
    const Filters = [{ Name: "tag:team", Values: ["red"] }];
    const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
    expect(NetworkAcls).toMatchObject([{ NetworkAclId: id, Tags: [{ Key: "team", Value: "red" }] }]);
  });
});

describe("an entry", () => {
  test("is made, replaced and deleted by its number and direction, in the order of the numbers", async () => {
    const { create, replace, remove, entries } = await open();
    await create({ ...ssh, RuleNumber: 200 });
    await create(ssh);
    await create({ ...ssh, Egress: true });
    const shown = { ...ssh, CidrBlock: "192.0.2.0/24" };
    expect((await entries()).filter(({ Egress }) => Egress === false)).toEqual([
      shown,
      { ...shown, RuleNumber: 200 },
      expect.objectContaining({ RuleNumber: 32767 }),
    ]);
    await replace({ ...whole, Protocol: "-1", RuleAction: "deny", Ipv6CidrBlock: "0:0::/0" });
    expect(await entries()).toContainEqual({
      ...whole,
      Protocol: "-1",
      RuleAction: "deny",
      Ipv6CidrBlock: "::/0",
    });
    await remove(90);
    expect((await entries()).filter(({ RuleNumber }) => RuleNumber === 90)).toEqual([
      { ...shown, Egress: true },
    ]);
  });

  test("has ports or types where its protocol has them", async () => {
    const { create, entries } = await open();
    const ranged = { ...whole, CidrBlock: "0.0.0.0/0", PortRange: { From: 1, To: 2 } };
    await create({ ...ranged, Protocol: "UDP", RuleNumber: 1 });
    await create({ ...ranged, Protocol: "icmp", IcmpTypeCode: { Type: 8, Code: -1 }, RuleNumber: 2 });
    await create({ ...ranged, Protocol: "-1", RuleNumber: 3 });
    await create({ ...ranged, Protocol: "50", RuleNumber: 4 });
    const made = (await entries()).filter(({ RuleNumber = 0 }) => RuleNumber < 10);
    expect(made.map(({ Protocol, PortRange, IcmpTypeCode }) => [Protocol, PortRange, IcmpTypeCode])).toEqual([
      ["17", { From: 1, To: 2 }, undefined],
      ["1", undefined, { Type: 8, Code: -1 }],
      ["-1", undefined, undefined],
      ["50", undefined, undefined],
    ]);
  });

  test.each<[string, Entry]>([
    ["MissingParameter", { ...ssh, PortRange: undefined }],
    ["MissingParameter", { ...ssh, Protocol: "1" }],
    ["InvalidParameterValue", { ...ssh, PortRange: { From: 23, To: 22 } }],
    ["InvalidParameterValue", { ...ssh, RuleNumber: 32767 }],
    ["InvalidParameterValue", { ...ssh, RuleNumber: 0 }],
    ["InvalidParameterValue", { ...ssh, Protocol: "256" }],
    ["InvalidParameterValue", { ...ssh, Protocol: "gre" }],
    ["InvalidParameterValue", { ...ssh, CidrBlock: "0.0.0.0/33" }],
    ["InvalidParameterCombination", { ...ssh, Ipv6CidrBlock: "::/0" }],
    ["InvalidParameterCombination", { ...ssh, CidrBlock: undefined }],
    ["InvalidNetworkAclID.NotFound", { ...ssh, NetworkAclId: "acl-0123456789abcdef0" }],
    ["InvalidNetworkAclId.Malformed", { ...ssh, NetworkAclId: "acl" }],
  ])("is refused with %s", async (code, entry) => {
    expect((await refusal((await open()).create(entry))).name).toBe(code);
  });

  test("is there once, and twenty of them at most", async () => {
    const { create, replace, remove } = await open();
    await create(ssh);
    expect((await refusal(create(ssh))).name).toBe("NetworkAclEntryAlreadyExists");
    expect((await refusal(replace({ ...ssh, RuleNumber: 91 }))).name).toBe("InvalidNetworkAclEntry.NotFound");
    expect((await refusal(remove(91))).name).toBe("InvalidNetworkAclEntry.NotFound");
    for (let RuleNumber = 1; RuleNumber < 20; RuleNumber++) await create({ ...ssh, RuleNumber });
    expect((await refusal(create({ ...ssh, RuleNumber: 20 }))).name).toBe("NetworkAclEntryLimitExceeded");
    await create({ ...ssh, Egress: true });
  });

  test("is recorded with AWS's names for its protocol and types", async () => {
    const { create, remove, last, id } = await open();
    await create({ ...whole, Protocol: "-1", CidrBlock: "0.0.0.0/0" });
    expect(last()).toMatchObject({
      eventName: "CreateNetworkAclEntry",
      requestParameters: {
        networkAclId: id,
        ruleNumber: 90,
        aclProtocol: "-1",
        ruleAction: "allow",
        egress: false,
        cidrBlock: "0.0.0.0/0",
        icmpTypeCode: {},
        portRange: {},
      },
      responseElements: { _return: true },
    });
    expect(last()?.requestParameters).not.toHaveProperty("protocol");
    await remove(90);
    expect(last()?.requestParameters).toEqual({ networkAclId: id, ruleNumber: 90, egress: false });
  });
});
