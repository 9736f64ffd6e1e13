import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { EC2, type IpPermission, type SecurityGroupRule } from "@aws-sdk/client-ec2";
import { openAccount } from "@snapback/core/aws/account";
import type { BusMessage } from "@snapback/core/bus/message";
import { listeners } from "@snapback/core/detections/define";
import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import type { Log } from "@snapback/core/log";
import { openSettings } from "@snapback/core/settings/settings";
import { createDetect } from "@snapback/functions/detect";
import { createRespond } from "@snapback/functions/respond";
import { openDecided, openTable } from "@snapback/functions/table";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testConfig } from "../../core/test/config.ts";
import { openFindingsTable } from "../src/findings-table.ts";
import { cloudTrailEvent, eventBridgeEvent, snsNotification, sqsEvent } from "../src/pipeline/envelope.ts";
import { type CloudTrailRecord, openSandbox } from "../src/sandbox/sandbox.ts";
import { openStorage } from "../src/storage.ts";

/*
 * Whatever the group has and whatever the call adds: afterwards no range of the world that the call added stands on a
 * port that isn't allowed, and every other rule is as it was. What is expected is worked out here from labels, not by
 * the code under test.
 */

const account = "111122223333";
const region = "us-east-1";

const ranges = [
  { text: "0.0.0.0/0", world: true },
  { text: "1.2.3.4/0", world: true },
  { text: "128.0.0.0/1", world: true },
  { text: "64.0.0.0/2", world: true },
  { text: "52.0.0.0/8", world: true },
  { text: "52.0.0.0/9", world: false },
  { text: "10.0.0.0/8", world: false },
  { text: "0.0.0.0/32", world: false },
  { text: "198.51.100.7/32", world: false },
  { text: "::/0", world: true },
  { text: "0:0::/0", world: true },
  { text: "2000::/3", world: true },
  { text: "2600:1f00::/40", world: false },
  { text: "fd00::/8", world: false },
] as const;

const traffics = [
  { protocol: "tcp", from: 22, to: 22, allowed: false },
  { protocol: "6", from: 3306, to: 3306, allowed: false },
  { protocol: "tcp", from: 80, to: 80, allowed: true },
  { protocol: "tcp", from: 443, to: 443, allowed: true },
  { protocol: "tcp", from: 80, to: 443, allowed: false },
  { protocol: "tcp", from: 0, to: 65_535, allowed: false },
  { protocol: "udp", from: 53, to: 53, allowed: false },
  { protocol: "17", from: 443, to: 443, allowed: false },
  { protocol: "icmp", from: 8, to: 0, allowed: true },
  { protocol: "icmp", from: -1, to: -1, allowed: true },
  { protocol: "50", from: -1, to: -1, allowed: false },
  { protocol: "-1", from: -1, to: -1, allowed: false },
] as const;

const rule = fc.record({ range: fc.constantFrom(...ranges), traffic: fc.constantFrom(...traffics) });
type Rule = typeof rule extends fc.Arbitrary<infer R> ? R : never;

function permission({ range, traffic }: Rule): IpPermission {
  const { protocol, from, to } = traffic;
  return {
    IpProtocol: protocol,
    ...(protocol !== "-1" && { FromPort: from, ToPort: to }),
    ...(range.text.includes(":")
      ? { Ipv6Ranges: [{ CidrIpv6: range.text }] }
      : { IpRanges: [{ CidrIp: range.text }] }),
  };
}

const offends = ({ range, traffic }: Rule) => range.world && !traffic.allowed;

/** The others would act on the group, too. */
const detections = [ingressWorld];
/** `npm run test:crash` tries more. */
const numRuns = Number(process.env.RUNS ?? 8);

const table = await openFindingsTable(undefined, region);
/** Some programs open the same again and again. */
const config = { ...testConfig, contested: { ...testConfig.contested, times: 20 } };
const storage = await openStorage(undefined);
let records: CloudTrailRecord[] = [];
const sandbox = await openSandbox({
  accountId: account,
  region,
  storage,
  onRecord: async (record) => void records.push(record),
});
let ec2: EC2;
let respond: ReturnType<typeof createRespond>;
let detect: ReturnType<typeof createDetect>;
const messages: BusMessage[] = [];
const silent = () => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

beforeAll(async () => {
  const { url } = await sandbox.listen(0);
  const client = { endpoint: url, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  ec2 = new EC2({ ...client, region });
  const { heartbeats, ...tables } = openTable(table.table, table);
  const { ledger, ...decided } = openDecided(table.settingsTable, table);
  const settings = openSettings({ ledger, config, detections });
  const shared = { account, log, now: () => new Date() };
  const stores = { ...tables, ...decided, settings };
  const publish = async (some: readonly BusMessage[]) => void messages.push(...some);
  const listening = { detections: listeners(detections), heartbeatRole: "" };
  detect = createDetect({ ...shared, ...listening, open: async () => ({ ...stores, heartbeats, publish }) });
  const responding = { sleep, leaseMs: 10_000, backoffMs: 10, gatherMs: 0 };
  respond = createRespond({ ...shared, ...stores, ...responding, detections, live: openAccount(client) });
});
afterAll(async () => {
  await sandbox.close();
  await table.close();
});

/** What Snapback does about the calls recorded so far, through its real handlers. */
async function snapback(): Promise<void> {
  const taken = records;
  records = [];
  const bodies = taken.map((record) =>
    snsNotification("arn:aws:sns:us-east-1:1:t", JSON.stringify(cloudTrailEvent(record))),
  );
  const queued = bodies.map((body) => ({ id: randomUUID(), body, sentAt: 0, receiveCount: 1 }));
  const answer = await detect(sqsEvent(queued, "arn:aws:sqs:us-east-1:1:q"));
  expect(answer.batchItemFailures).toEqual([]);
  for (const { type, id, service } of messages.splice(0)) {
    const fields = {
      source: "snapback",
      "detail-type": type,
      account,
      region,
      time: "",
      detail: { id, service },
    };
    await respond(eventBridgeEvent(fields), { awsRequestId: randomUUID() });
  }
}

async function ingress(GroupId: string): Promise<SecurityGroupRule[]> {
  const filter = { Name: "group-id", Values: [GroupId] };
  const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({ Filters: [filter] });
  return SecurityGroupRules.filter((one) => one.IsEgress === false).toSorted((a, b) =>
    (a.SecurityGroupRuleId ?? "").localeCompare(b.SecurityGroupRuleId ?? ""),
  );
}

const fail = (): never => expect.unreachable("EC2 made more rules than it was asked for");
const ids = (rules: SecurityGroupRule[]) => rules.map(({ SecurityGroupRuleId = "" }) => SecurityGroupRuleId);

async function newGroup(rules: Rule[]): Promise<string> {
  const VpcId = sandbox.testVpc()?.vpcId;
  const { GroupId = "" } = await ec2.createSecurityGroup({
    GroupName: randomUUID(),
    Description: "test",
    VpcId,
  });
  // One by one: the generator makes the same rule twice now and then, which EC2 refuses.
  for (const one of rules) {
    await ec2
      .authorizeSecurityGroupIngress({ GroupId, IpPermissions: [permission(one)] })
      .catch(() => undefined);
  }
  // Snapback was not there yet.
  records = [];
  return GroupId;
}

const initial = fc.array(rule, { maxLength: 5 });

it("takes away exactly what a call opened to the world", async () => {
  await fc.assert(
    fc.asyncProperty(initial, fc.array(rule, { minLength: 1, maxLength: 4 }), async (before, added) => {
      const GroupId = await newGroup(before);
      const untouched = await ingress(GroupId);
      // EC2 answers with the rules in the order of the permissions.
      const answer = await ec2
        .authorizeSecurityGroupIngress({ GroupId, IpPermissions: added.map(permission) })
        .catch(() => undefined);
      const made = answer?.SecurityGroupRules ?? [];
      const harmless = ids(made.filter((_, position) => !offends(added.at(position) ?? fail())));
      await snapback();
      const after = await ingress(GroupId);
      expect(ids(after)).toEqual([...ids(untouched), ...harmless].toSorted((a, b) => a.localeCompare(b)));
      expect(after).toEqual(expect.arrayContaining(untouched));
    }),
    { numRuns },
  );
}, 120_000);

it("takes away a rule that was changed to the world, and no other", async () => {
  await fc.assert(
    fc.asyncProperty(initial, rule, rule, async (before, first, second) => {
      const GroupId = await newGroup(before);
      const { SecurityGroupRules = [] } = await ec2
        .authorizeSecurityGroupIngress({ GroupId, IpPermissions: [permission(first)] })
        .catch(() => ({ SecurityGroupRules: [] }));
      records = [];
      const SecurityGroupRuleId = SecurityGroupRules[0]?.SecurityGroupRuleId;
      fc.pre(SecurityGroupRuleId !== undefined);
      const { IpRanges, Ipv6Ranges, ...traffic } = permission(second);
      const source = IpRanges?.[0]
        ? { CidrIpv4: IpRanges[0].CidrIp }
        : { CidrIpv6: Ipv6Ranges?.[0]?.CidrIpv6 };
      const rest = (await ingress(GroupId)).filter((one) => one.SecurityGroupRuleId !== SecurityGroupRuleId);
      const changed = await ec2
        .modifySecurityGroupRules({
          GroupId,
          SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule: { ...traffic, ...source } }],
        })
        .then(() => true)
        .catch(() => false);
      await snapback();
      const after = await ingress(GroupId);
      const stays = !changed || !offends(second);
      const expected = [...ids(rest), ...(stays ? [SecurityGroupRuleId] : [])];
      expect(ids(after)).toEqual(expected.toSorted((a, b) => a.localeCompare(b)));
      expect(after).toEqual(expect.arrayContaining(rest));
    }),
    { numRuns },
  );
}, 120_000);
