import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IngressAccount, openIngressAccount, ssh } from "../../../test/ingress.ts";
import { ACCOUNT, authorizeRecord, parsed, ruleItem } from "../../../test/records.ts";
import type { LiveAccount } from "../../aws/account.ts";
import detection from "./ec2-sg-ingress-world.ts";

let account: IngressAccount;
beforeAll(async () => {
  account = await openIngressAccount();
});
afterAll(() => account.close());

const place = { account: ACCOUNT, region: "us-east-1" };
const everyone = ssh("0.0.0.0/0");
const office = ssh("10.0.0.0/8");
const web = ssh("0.0.0.0/0", { FromPort: 443, ToPort: 443 });

async function sweep(parameters: unknown = {}, where = place) {
  const seen = [];
  for await (const swept of detection.sweep?.resources({ ...where, live: account.live }, parameters) ?? [])
    seen.push(swept);
  return seen;
}
const sweptOf = async (arn: string, parameters: unknown = {}) =>
  (await sweep(parameters)).filter(({ resource }) => resource === arn);

async function listOf(...cidrs: string[]) {
  const { PrefixList } = await account.ec2.createManagedPrefixList({
    PrefixListName: "list",
    AddressFamily: "IPv4",
    MaxEntries: 5,
    Entries: cidrs.map((Cidr) => ({ Cidr })),
  });
  return PrefixList?.PrefixListId ?? "";
}

describe("a sweep over the region's groups", () => {
  it("sees in a group just the rules that offend", async () => {
    const { resource, authorize, group } = await account.newGroup();
    const id = await authorize(everyone);
    await authorize(office);
    await authorize(web);
    const [swept, ...more] = await sweptOf(resource.arn);
    expect(more).toEqual([]);
    expect(swept?.violations).toMatchObject([
      { resource, fingerprint: "tcp/22-22/0.0.0.0/0", severity: "critical", evidence: { ruleId: id } },
    ]);
    expect(swept?.violations[0]?.summary).toBe(`TCP port 22 of ${group} is open to every IPv4 address`);
    expect((await sweptOf(resource.arn, { tcpPorts: [22, 443] }))[0]?.violations).toEqual([]);
  });

  it("says the same of a rule as the call that made it", async () => {
    const { resource, authorize, group } = await account.newGroup();
    const securityGroupRuleId = await authorize(everyone);
    const items = [ruleItem({ cidr: "0.0.0.0/0" }, { securityGroupRuleId, groupId: group })];
    const record = authorizeRecord([], { responseElements: { securityGroupRuleSet: { items } } });
    const { violations } = detection.detect(parsed(record), place, {});
    const [swept] = await sweptOf(resource.arn);
    expect(violations).toHaveLength(1);
    expect(swept?.violations).toEqual(violations);
  });

  it("keeps the good rules, and of a rule that is out of order nothing", async () => {
    const { resource, authorize } = await account.newGroup();
    const good = await authorize({ ...office, Description: "the office" });
    await authorize(everyone);
    const [swept] = await sweptOf(resource.arn);
    const value = {
      IpProtocol: "tcp",
      FromPort: 22,
      ToPort: 22,
      CidrIpv4: "10.0.0.0/8",
      Description: "the office",
    };
    expect(swept?.baselines).toEqual([{ resource: resource.arn, aspect: `rule/${good}`, value }]);
  });

  it("looks into prefix lists", async () => {
    const { resource, authorize } = await account.newGroup();
    const [world, narrow] = [await listOf("0.0.0.0/1"), await listOf("198.51.100.0/24")];
    for (const list of [world, narrow]) await authorize(ssh(undefined, { PrefixListId: list }));
    await authorize(ssh(undefined, { PrefixListId: world, FromPort: 80, ToPort: 80 }));
    await authorize(ssh(undefined, { PrefixListId: world, FromPort: 25, ToPort: 25 }));
    const [swept] = await sweptOf(resource.arn);
    const fingerprints = swept?.violations.map(({ fingerprint }) => fingerprint).toSorted();
    expect(fingerprints).toEqual([`tcp/22-22/${world}`, `tcp/25-25/${world}`]);
  });

  it("reads each prefix list once", async () => {
    const { authorize } = await account.newGroup();
    const list = await listOf("0.0.0.0/0");
    for (const port of [22, 23])
      await authorize(ssh(undefined, { PrefixListId: list, FromPort: port, ToPort: 23 }));
    const read: unknown[] = [];
    const live: LiveAccount = {
      ...account.live,
      async client(service) {
        const client = await account.live.client(service);
        if (!("GetManagedPrefixListEntries" in client)) return client;
        const { run } = client.GetManagedPrefixListEntries;
        const counted = (input: unknown) => {
          read.push(input);
          return run(input);
        };
        return { ...client, GetManagedPrefixListEntries: Object.assign(counted, { run: counted }) };
      },
    };
    for await (const _ of detection.sweep?.resources({ ...place, live }, {}) ?? []) continue;
    expect(read.filter((input) => JSON.stringify(input).includes(list))).toHaveLength(1);
  });

  it("counts each group once, the fine ones too, and reads no egress", async () => {
    const { resource } = await account.newGroup();
    const seen = await sweep();
    expect(seen.find((swept) => swept.resource === resource.arn)).toEqual({
      resource: resource.arn,
      violations: [],
      baselines: [],
    });
    expect(new Set(seen.map((swept) => swept.resource)).size).toBe(seen.length);
  });

  it("leaves groups that another account owns to that account", async () => {
    const { authorize } = await account.newGroup();
    await authorize(everyone);
    expect(await sweep({}, { ...place, account: "999999999999" })).toEqual([]);
  });

  it("keeps no more rules of a group than it has by AWS's default", async () => {
    const { resource, group } = await account.newGroup();
    const ports = { IpProtocol: "tcp", FromPort: 22, ToPort: 22 };
    const each = <Range>(count: number, range: (index: number) => Range) =>
      Array.from({ length: count }, (_, index) => range(index));
    await account.ec2.authorizeSecurityGroupIngress({
      GroupId: group,
      IpPermissions: [
        { ...ports, IpRanges: each(60, (index) => ({ CidrIp: `10.${index}.0.0/16` })) },
        { ...ports, Ipv6Ranges: each(5, (index) => ({ CidrIpv6: `2001:db8:${index}::/48` })) },
      ],
    });
    expect((await sweptOf(resource.arn))[0]?.baselines).toHaveLength(60);
  });
});
