import {
  EC2,
  type IpPermission,
  type SecurityGroupRule,
  type SecurityGroupRuleRequest,
} from "@aws-sdk/client-ec2";
import { openFindingsTable } from "@snapback/local/findings-table";
import { openSandbox } from "@snapback/local/sandbox/sandbox";
import { openStorage } from "@snapback/local/storage";
import { openAccount, runStep } from "../src/aws/account.ts";
import { keepGood } from "../src/baseline/keep.ts";
import { openBaselines } from "../src/baseline/store.ts";
import detection from "../src/detections/ec2/ec2-sg-ingress-world.ts";
import type { Step } from "../src/response/plan.ts";
import { ACCOUNT } from "./records.ts";

const REGION = "us-east-1";
const place = { account: ACCOUNT, region: REGION };
const NOW = new Date("2026-11-23T09:00:00Z");

type Rule = SecurityGroupRuleRequest;
export type IngressAccount = Awaited<ReturnType<typeof openIngressAccount>>;

/** TCP port 22, from this range unless something else is said. */
export const ssh = (CidrIpv4?: string, fields: Rule = {}): Rule => ({
  IpProtocol: "tcp",
  FromPort: 22,
  ToPort: 22,
  ...(CidrIpv4 && { CidrIpv4 }),
  ...fields,
});

/** A sandbox account for the detection's response, with real baselines. */
export async function openIngressAccount() {
  const storage = await openStorage(undefined);
  const sandbox = await openSandbox({
    accountId: ACCOUNT,
    region: REGION,
    storage,
    onRecord: async () => undefined,
  });
  const { url: endpoint } = await sandbox.listen(0);
  const table = await openFindingsTable(undefined, REGION);
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  const ec2 = new EC2({ endpoint, region: REGION, credentials });
  const live = openAccount({ endpoint, credentials, maxAttempts: 1 })(REGION);
  const baselines = openBaselines(table.client, table.table);
  let groups = 0;

  return {
    ec2,
    live,
    /** A new group without ingress rules, and what can be done with it. */
    async newGroup(tags: { Key: string; Value: string }[] = []) {
      groups += 1;
      const { GroupId: group = "" } = await ec2.createSecurityGroup({
        GroupName: `group-${groups}`,
        Description: "for tests",
        VpcId: sandbox.testVpc()?.vpcId,
        ...(tags.length > 0 && { TagSpecifications: [{ ResourceType: "security-group", Tags: tags }] }),
      });
      return groupActions(group, { ec2, live, baselines });
    },
    async close() {
      ec2.destroy();
      await sandbox.close();
      await storage.close();
      await table.close();
    },
  };
}

function groupActions(
  group: string,
  {
    ec2,
    live,
    baselines,
  }: {
    ec2: EC2;
    live: ReturnType<ReturnType<typeof openAccount>>;
    baselines: ReturnType<typeof openBaselines>;
  },
) {
  const resource = {
    arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/${group}`,
    type: "AWS::EC2::SecurityGroup",
    id: group,
  };
  const asked: string[] = [];
  return {
    group,
    resource,
    /** The aspects whose baselines a look asked for. */
    asked,
    /** Makes a rule, and answers with its id. */
    authorize: async (rule: Rule): Promise<string> => {
      const { SecurityGroupRules: [made] = [] } = await ec2.authorizeSecurityGroupIngress({
        GroupId: group,
        IpPermissions: [permission(rule)],
      });
      return made?.SecurityGroupRuleId ?? "";
    },
    modify: (id: string, SecurityGroupRule: Rule) =>
      ec2.modifySecurityGroupRules({
        GroupId: group,
        SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule }],
      }),
    revoke: (id: string) => ec2.revokeSecurityGroupIngress({ GroupId: group, SecurityGroupRuleIds: [id] }),
    /** The group's ingress rules now, by their ids. */
    rules: async (): Promise<Map<string, SecurityGroupRule>> => {
      const filter = { Name: "group-id", Values: [group] };
      const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({ Filters: [filter] });
      const ingress = SecurityGroupRules.filter(({ IsEgress }) => IsEgress === false);
      return new Map(ingress.map((rule) => [rule.SecurityGroupRuleId ?? "", rule]));
    },
    /** Has a baseline of a rule: what it was at a time. */
    learn: (id: string, value: Rule | undefined, at = "2026-11-23T08:00:00Z") =>
      keepGood(
        [{ resource: resource.arn, aspect: `rule/${id}`, value: value && { ...value } }],
        { ...place, at, source: "event" },
        baselines,
        NOW,
      ),
    /** Looks at the group for a finding about TCP port 22 open to everyone, or about what is said. */
    inspect: async (evidence: Record<string, unknown> = {}, parameters: unknown = {}) => {
      const about = { protocol: "tcp", from: 22, to: 22, range: "0.0.0.0/0", groupId: group, ...evidence };
      const baseline = (of: string, aspect: string) => {
        asked.push(aspect);
        return baselines.get({ ...place, resource: of, aspect });
      };
      const found = { resource, evidence: about };
      const seen = await detection.response?.inspect(found, { live, baseline, now: NOW }, parameters);
      if (seen === undefined) throw new Error("the detection has a response");
      return seen;
    },
    run: async (steps: readonly Step[] = []) => {
      for (const step of steps) await runStep(live, step);
    },
  };
}

function permission(rule: Rule): IpPermission {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description, IpProtocol, FromPort, ToPort } =
    rule;
  const described = { Description };
  return {
    IpProtocol,
    FromPort,
    ToPort,
    ...(CidrIpv4 && { IpRanges: [{ CidrIp: CidrIpv4, ...described }] }),
    ...(CidrIpv6 && { Ipv6Ranges: [{ CidrIpv6, ...described }] }),
    ...(PrefixListId && { PrefixListIds: [{ PrefixListId, ...described }] }),
    ...(ReferencedGroupId && { UserIdGroupPairs: [{ GroupId: ReferencedGroupId, ...described }] }),
  };
}
