import type { CreateNetworkAclEntryCommandInput } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ACCOUNT, ec2Record, parsed } from "../../../test/records.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./ec2-nacl-world.ts";
import { ingressOf } from "./network-acl-inspection.ts";

const ID = "acl-0a1b2c3d4e5f60718";
const arn = `arn:aws:ec2:us-east-1:${ACCOUNT}:network-acl/${ID}`;
const request = {
  networkAclId: ID,
  ruleNumber: 90,
  egress: false,
  ruleAction: "allow",
  icmpTypeCode: {},
  portRange: { from: 22, to: 22 },
  aclProtocol: "6",
  cidrBlock: "0.0.0.0/0",
};
const judge = (requestParameters: unknown, parameters: unknown = {}, name = "CreateNetworkAclEntry") =>
  detection.detect(
    parsed(ec2Record(name, { requestParameters, responseElements: { _return: true } })),
    place,
    parameters,
  );
const nothing = { violations: [], suspicions: [] };
const baseline = (value: unknown) => [{ resource: arn, aspect: "ingress/90", value }];
const sshKnown = { RuleNumber: 90, Protocol: "6", RuleAction: "allow", PortRange: { From: 22, To: 22 } };

describe("a call that makes an entry of a network ACL", () => {
  const { cidrBlock: _, ...unranged } = request;

  it.each<[string, Record<string, unknown>]>([
    ["SSH", request],
    ["RDP", { ...request, portRange: { from: 3389, to: 3389 } }],
    ["a range with SSH in it", { ...request, portRange: { from: 20, to: 80 } }],
    ["every port", { ...request, portRange: {} }],
    ["everything", { ...request, aclProtocol: "-1", portRange: {} }],
    ["TCP by its name", { ...request, aclProtocol: "tcp" }],
    [
      "a number for a text and a text for a number",
      { ...request, aclProtocol: 6, ruleNumber: "90", egress: "false" },
    ],
    ["ports as text", { ...request, portRange: { from: "22", to: "22" } }],
    ["IPv6", { ...unranged, ipv6CidrBlock: "::/0" }],
    ["half of the internet", { ...request, cidrBlock: "128.0.0.0/1" }],
    ["a range as it was typed", { ...request, cidrBlock: "1.2.3.4/0" }],
  ])("asks about earlier entries where it opens %s", (_what, requestParameters) => {
    expect(judge(requestParameters)).toEqual({
      violations: [],
      suspicions: [
        { ask: { networkAclId: ID, ruleNumber: 90 }, reason: expect.stringContaining("earlier entry") },
      ],
      baselines: baseline(undefined),
    });
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      "denies it",
      { ...request, ruleAction: "deny" },
      { ...sshKnown, RuleAction: "deny", CidrBlock: "0.0.0.0/0" },
    ],
    [
      "is for an office",
      { ...request, cidrBlock: "192.0.2.0/24" },
      { ...sshKnown, CidrBlock: "192.0.2.0/24" },
    ],
    [
      "is for a private network",
      { ...request, cidrBlock: "10.0.0.0/8" },
      { ...sshKnown, CidrBlock: "10.0.0.0/8" },
    ],
    [
      "opens another port",
      { ...request, portRange: { from: 443, to: 443 } },
      { ...sshKnown, PortRange: { From: 443, To: 443 }, CidrBlock: "0.0.0.0/0" },
    ],
    ["opens UDP", { ...request, aclProtocol: "17" }, { ...sshKnown, Protocol: "17", CidrBlock: "0.0.0.0/0" }],
    [
      "opens ICMP, whose type is no port",
      { ...request, aclProtocol: "1", icmpTypeCode: { type: 22, code: -1 }, portRange: {} },
      {
        RuleNumber: 90,
        Protocol: "1",
        RuleAction: "allow",
        CidrBlock: "0.0.0.0/0",
        IcmpTypeCode: { Type: 22, Code: -1 },
      },
    ],
  ])("is good, and known as such, where it %s", (_what, requestParameters, value) => {
    expect(judge(requestParameters)).toEqual({ ...nothing, baselines: baseline(value) });
  });

  it("is none of ours where it is about the way out", () => {
    expect(judge({ ...request, egress: true })).toEqual(nothing);
    expect(judge({ ...request, egress: true, aclProtocol: "?" })).toEqual(nothing);
  });

  it("goes by the operator's parameters", () => {
    expect(judge(request, { tcpPorts: [3389] }).suspicions).toEqual([]);
    expect(
      judge({ ...request, portRange: { from: 5432, to: 5432 } }, { tcpPorts: [5432] }).suspicions,
    ).toHaveLength(1);
    const narrow = { ...request, cidrBlock: "3.0.0.0/9" };
    expect(judge(narrow).suspicions).toEqual([]);
    expect(judge(narrow, { worldPrefixes: { ipv4: 16 } }).suspicions).toHaveLength(1);
  });

  it("says that the entry was replaced, and forgets nothing of what it was", () => {
    expect(judge(request, {}, "ReplaceNetworkAclEntry")).toEqual({
      violations: [],
      suspicions: [{ ask: { networkAclId: ID, ruleNumber: 90, replaced: true }, reason: expect.any(String) }],
    });
  });

  it("is nothing when it failed or was a dry run", () => {
    for (const errorCode of ["Client.DryRunOperation", "Client.UnauthorizedOperation"]) {
      const record = ec2Record("CreateNetworkAclEntry", { requestParameters: request, errorCode });
      expect(detection.detect(parsed(record), place, {})).toEqual(nothing);
    }
  });

  it.each([
    null,
    "",
    "?",
    { omitted: true, originalSize: 300_000 },
    { ...request, networkAclId: "*" },
    { ...request, networkAclId: 5 },
    { ...request, ruleNumber: "first" },
    { ...request, egress: "perhaps" },
    { ...request, aclProtocol: {} },
    { ...request, ruleAction: null },
    { ...request, cidrBlock: "everywhere" },
    { ...request, ipv6CidrBlock: "::/0" },
    { ...request, portRange: { from: 70_000, to: 80_000 } },
    { ...request, ruleNumber: 32_767 },
  ])("asks about all entries, and holds, where the record does not tell: %j", (requestParameters) => {
    const hold = expect.stringContaining("leaves out");
    expect(judge(requestParameters)).toEqual({
      violations: [],
      suspicions: [{ ask: { hold }, reason: hold }],
    });
  });
});

describe("a call that deletes an entry", () => {
  it("ends what was known of it", () => {
    const deleted = { networkAclId: ID, ruleNumber: 90, egress: false };
    expect(judge(deleted, {}, "DeleteNetworkAclEntry")).toEqual({
      ...nothing,
      baselines: baseline(undefined),
    });
    for (const other of [{ ...deleted, egress: true }, null, { omitted: true }])
      expect(judge(other, {}, "DeleteNetworkAclEntry")).toEqual(nothing);
  });
});

it("does not listen to another service's event of the same name", () => {
  const heard = (eventSource: string) =>
    isListenedTo({ eventSource, eventName: "CreateNetworkAclEntry" }, listeners([detection]));
  expect([heard("ec2.amazonaws.com"), heard("lightsail.amazonaws.com")]).toEqual([true, false]);
});

describe("in the live account", () => {
  let account: Ec2Account;
  beforeAll(async () => {
    account = await openEc2Account();
  });
  afterAll(() => account.close());

  type Entry = Partial<CreateNetworkAclEntryCommandInput>;
  const ssh: Entry = { Protocol: "6", PortRange: { From: 22, To: 22 }, CidrBlock: "0.0.0.0/0" };
  const everything: Entry = { Protocol: "-1", CidrBlock: "0.0.0.0/0" };
  const office: Entry = { ...ssh, CidrBlock: "192.0.2.0/24" };

  /** A new ACL, with its entries by number. */
  async function acl() {
    const { Vpc } = await account.ec2.createVpc({ CidrBlock: "10.0.0.0/24" });
    const { NetworkAcl } = await account.ec2.createNetworkAcl({ VpcId: Vpc?.VpcId });
    const id = NetworkAcl?.NetworkAclId ?? "";
    const whole = (RuleNumber: number, entry: Entry) => ({
      NetworkAclId: id,
      RuleNumber,
      RuleAction: "allow" as const,
      Egress: false,
      Protocol: "-1",
      ...entry,
    });
    return {
      id,
      vpc: Vpc?.VpcId ?? "",
      create: (number: number, entry: Entry) => account.ec2.createNetworkAclEntry(whole(number, entry)),
      replace: (number: number, entry: Entry) => account.ec2.replaceNetworkAclEntry(whole(number, entry)),
      entries: async () => {
        const { NetworkAcls } = await account.ec2.describeNetworkAcls({ NetworkAclIds: [id] });
        return NetworkAcls?.[0]?.Entries ?? [];
      },
    };
  }
  const foundNow = () => account.found(detection, account.latest());

  it("finds what the call made, in words, with its ports", async () => {
    const { id, create } = await acl();
    await create(90, { ...ssh, PortRange: { From: 20, To: 4000 } });
    expect(await foundNow()).toEqual([
      {
        account: ACCOUNT,
        resource: {
          arn: `arn:aws:ec2:us-east-1:${ACCOUNT}:network-acl/${id}`,
          type: "AWS::EC2::NetworkAcl",
          id,
        },
        fingerprint: "90/tcp/20-4000/0.0.0.0/0",
        summary: `TCP port range 20-4000 of ${id} is open to every IPv4 address, by its entry 90`,
        severity: "medium",
        evidence: {
          networkAclId: id,
          ruleNumber: 90,
          protocol: "tcp",
          from: 20,
          to: 4000,
          range: "0.0.0.0/0",
          ports: [22, 3389],
        },
        exposure: { cidr: "0.0.0.0/0", protocol: "tcp", ports: { from: 20, to: 4000 } },
      },
    ]);
  });

  const deny = (entry: Entry): Entry => ({ ...entry, RuleAction: "deny" });
  const rdp: Entry = { ...ssh, PortRange: { From: 3389, To: 3389 } };
  it.each<[string, [number, Entry][], Entry, number[]]>([
    ["by the same range, and so is nothing", [[80, deny(ssh)]], ssh, []],
    ["by a wider one, and so is nothing", [[80, deny(everything)]], { ...ssh, CidrBlock: "128.0.0.0/1" }, []],
    [
      "port by port, and so is nothing",
      [
        [70, deny(ssh)],
        [80, deny(rdp)],
      ],
      everything,
      [],
    ],
    ["for one port alone", [[80, deny(ssh)]], everything, [3389]],
    ["too late", [[91, deny(ssh)]], ssh, [22]],
    ["for a part of the range", [[80, deny({ ...ssh, CidrBlock: "0.0.0.0/1" })]], ssh, [22]],
    ["for IPv6", [[80, deny({ Protocol: "-1", Ipv6CidrBlock: "::/0" })]], ssh, [22]],
    ["for UDP", [[80, deny({ ...ssh, Protocol: "17" })]], ssh, [22]],
    ["on the way out", [[80, { ...deny(everything), Egress: true }]], ssh, [22]],
    ["not at all, but allowed to an office", [[80, office]], ssh, [22]],
  ])("knows an entry that is denied %s", async (_how, earlier, entry, ports) => {
    const { id, create } = await acl();
    for (const [number, each] of earlier) await create(number, each);
    await create(90, { CidrBlock: undefined, ...entry });
    const found = await foundNow();
    expect(found.flatMap(({ evidence }) => evidence.ports)).toEqual(ports);
    const swept = (await account.sweep(detection)).find(({ resource }) => resource.endsWith(id));
    expect(swept?.violations).toEqual(found);
  });

  it("takes an earlier entry that allows it for none that denies it", async () => {
    const { create } = await acl();
    await create(80, ssh);
    await create(90, ssh);
    expect((await foundNow()).map(({ fingerprint }) => fingerprint)).toEqual(["90/tcp/22-22/0.0.0.0/0"]);
  });

  it("has nothing to say of an entry that is gone by now, or an ACL", async () => {
    const { id, create } = await acl();
    await create(90, ssh);
    const record = account.latest();
    await account.ec2.deleteNetworkAclEntry({ NetworkAclId: id, RuleNumber: 90, Egress: false });
    expect(await account.found(detection, record)).toEqual([]);
  });

  it("deletes an entry that was made, and makes it again", async () => {
    const { create, entries } = await acl();
    await create(80, office);
    await create(90, ssh);
    const before = await entries();
    const [found] = await foundNow();
    if (!found) throw new Error("nothing was found");
    const { plan, state, guard } = await account.inspect(detection, found);
    expect(plan).toMatchObject({
      steps: [{ operation: "DeleteNetworkAclEntry", input: { RuleNumber: 90 } }],
    });
    expect(plan?.caveats).toBeUndefined();
    await account.run(plan?.steps ?? []);
    const after = await account.inspect(detection, found);
    expect(after.plan).toBeUndefined();
    expect(after.guard).not.toEqual(guard);
    expect((await entries()).map(({ RuleNumber }) => RuleNumber)).not.toContain(90);
    await create(95, everything);
    expect((await account.inspect(detection, found)).guard).toEqual(after.guard);
    await account.ec2.deleteNetworkAclEntry({
      NetworkAclId: found.resource.id,
      RuleNumber: 95,
      Egress: false,
    });
    await account.run(plan?.undo ?? [], "undo");
    expect(await entries()).toEqual(before);
    expect((await account.inspect(detection, found)).state).toEqual(state);
  });

  it("says that more is shut out where the entry lets more in", async () => {
    const { create } = await acl();
    await create(90, { ...ssh, PortRange: { From: 22, To: 23 } });
    const [found] = await foundNow();
    if (!found) throw new Error("nothing was found");
    const { plan } = await account.inspect(detection, found);
    expect(plan?.caveats).toEqual([expect.stringContaining("all that the entry lets in")]);
  });

  it("shows entries in the order in which they are tried", () => {
    const known = { Protocol: "-1", RuleAction: "allow" as const, CidrBlock: "10.0.0.0/8", Egress: false };
    const Entries = [300, 20, 100].map((RuleNumber) => ({ ...known, RuleNumber }));
    expect(ingressOf({ Entries }).map(({ RuleNumber }) => RuleNumber)).toEqual([20, 100, 300]);
  });

  const learnt = "2026-11-20T00:00:00.000Z";
  async function replaced(entry: Entry, was: Entry, at = learnt) {
    const made = await acl();
    await made.create(90, was);
    const first = detection.detect(account.latest(), place, {});
    await made.replace(90, entry);
    const baselines = (first.baselines ?? []).map((state) => ({ ...state, at }));
    const [found] = await foundNow();
    if (!found) throw new Error("nothing was found");
    return { ...made, found, baselines };
  }

  it.each<[string, Entry, Entry]>([
    ["ports", ssh, office],
    ["a deny", everything, deny(everything)],
    [
      "IPv6",
      { Protocol: "-1", Ipv6CidrBlock: "::/0" },
      { ...ssh, CidrBlock: undefined, Ipv6CidrBlock: "2001:db8::/48" },
    ],
    ["ICMP", everything, { ...everything, Protocol: "1", IcmpTypeCode: { Type: 8, Code: -1 } }],
    ["another protocol", everything, { ...everything, Protocol: "50" }],
  ])("puts an entry that was replaced back to what it was, and forth: %s", async (_what, entry, was) => {
    const { found, baselines, entries } = await replaced(entry, was);
    expect(found.evidence.replaced).toBe(true);
    const before = await entries();
    const { plan, state } = await account.inspect(detection, found, { baselines });
    expect(plan?.steps[0]?.does).toContain("what it was on 2026-11-20");
    expect(plan?.steps).toMatchObject([{ operation: "ReplaceNetworkAclEntry" }]);
    await account.run(plan?.steps ?? []);
    expect((await account.inspect(detection, found, { baselines })).plan).toBeUndefined();
    const { NetworkAclId: _, ...shown } = {
      NetworkAclId: "",
      RuleNumber: 90,
      RuleAction: "allow",
      Egress: false,
      ...was,
    };
    expect((await entries()).find(({ RuleNumber, Egress }) => RuleNumber === 90 && !Egress)).toEqual(
      JSON.parse(JSON.stringify(shown)),
    );
    await account.run(plan?.undo ?? [], "undo");
    expect(await entries()).toEqual(before);
    expect((await account.inspect(detection, found, { baselines })).state).toEqual(state);
  });

  it("asks a person where what it was is known from long ago", async () => {
    const { found, baselines } = await replaced(ssh, office, "2026-08-01T00:00:00.000Z");
    const { plan } = await account.inspect(detection, found, { baselines });
    expect(plan?.confirm).toContain("2026-08-01");
  });

  it.each<[string, unknown]>([
    ["is not known", undefined],
    ["is as bad today", { ...sshKnown, CidrBlock: "0.0.0.0/1" }],
    ["is of another number", { ...sshKnown, RuleNumber: 91, CidrBlock: "192.0.2.0/24" }],
    ["is nothing that AWS would take", { ...sshKnown, CidrBlock: "x" }],
  ])("deletes it, and says so, where what it was %s", async (_what, value) => {
    const { found, id, baselines: known } = await replaced(everything, office);
    const baselines = known.map((each) => ({ ...each, value: JSON.parse(JSON.stringify(value ?? null)) }));
    const { plan } = await account.inspect(detection, found, { baselines });
    expect(plan?.steps).toMatchObject([
      { operation: "DeleteNetworkAclEntry", input: { NetworkAclId: id, RuleNumber: 90, Egress: false } },
    ]);
    expect(plan?.caveats).toEqual([
      expect.stringContaining("is not known"),
      expect.stringContaining("all that the entry lets in"),
    ]);
  });

  it("leaves an entry that is another by now to another finding", async () => {
    const { found, replace } = await replaced(ssh, office);
    await replace(90, everything);
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    expect((await foundNow()).map(({ fingerprint }) => fingerprint)).toEqual(["90/-1/all/0.0.0.0/0"]);
  });

  it("passes over what a default ACL begins with, and keeps what is good", async () => {
    const { id, vpc, create } = await acl();
    await create(80, office);
    const swept = await account.sweep(detection);
    const { NetworkAcls = [] } = await account.ec2.describeNetworkAcls({});
    expect(swept.map(({ resource }) => resource).toSorted()).toEqual(
      NetworkAcls.map(
        ({ NetworkAclId }) => `arn:aws:ec2:us-east-1:${ACCOUNT}:network-acl/${NetworkAclId}`,
      ).toSorted(),
    );
    expect(swept.flatMap(({ violations, resource }) => (resource.endsWith(id) ? violations : []))).toEqual(
      [],
    );
    const own = NetworkAcls.find(({ VpcId, IsDefault }) => VpcId === vpc && IsDefault)?.NetworkAclId ?? "";
    const ofOwn = async () => (await account.sweep(detection)).find(({ resource }) => resource.endsWith(own));
    expect(await ofOwn()).toMatchObject({ violations: [], baselines: [] });
    await account.ec2.replaceNetworkAclEntry({
      NetworkAclId: own,
      RuleNumber: 100,
      RuleAction: "allow",
      Egress: false,
      ...ssh,
      Protocol: "6",
    });
    expect((await ofOwn())?.violations).toMatchObject([{ fingerprint: "100/tcp/22-22/0.0.0.0/0" }]);
    await create(100, everything);
    const again = (await account.sweep(detection)).find(({ resource }) => resource.endsWith(id));
    expect(again?.violations).toMatchObject([{ fingerprint: "100/-1/all/0.0.0.0/0" }]);
    expect(swept.find(({ resource }) => resource.endsWith(id))?.baselines).toMatchObject([
      { aspect: "ingress/80", value: { CidrBlock: "192.0.2.0/24" } },
    ]);
    expect(await account.sweep(detection, {}, { ...place, account: "999999999999" })).toEqual([]);
  });

  it("holds all that is open where the record left out what it did, and not what AWS made", async () => {
    const { id, vpc, create } = await acl();
    await create(90, ssh);
    const found = await account.found(detection, parsed(ec2Record("ReplaceNetworkAclEntry")));
    const { NetworkAcls = [] } = await account.ec2.describeNetworkAcls({
      Filters: [{ Name: "vpc-id", Values: [vpc] }],
    });
    const ids = new Set(found.map(({ resource }) => resource.id));
    expect(NetworkAcls.filter(({ NetworkAclId = "" }) => ids.has(NetworkAclId))).toMatchObject([
      { NetworkAclId: id, IsDefault: false },
    ]);
    expect(NetworkAcls).toHaveLength(2);
    for (const { hold } of found) expect(hold).toContain("leaves out");
  });

  it("tells an ACL's tags, and none of one that is gone", async () => {
    const { id } = await acl();
    await account.ec2.createTags({ Resources: [id], Tags: [{ Key: "team", Value: "red" }] });
    const tags = (of: string) => detection.response?.tags?.({ arn: "", type: "", id: of }, account.live);
    expect(await tags(id)).toEqual({ team: "red" });
    expect(await tags("acl-0123456789abcdef0")).toEqual({});
    expect(await tags("*")).toEqual({});
  });
});
