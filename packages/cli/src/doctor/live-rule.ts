import {
  AuthorizeSecurityGroupIngressCommand,
  type EC2Client,
  paginateDescribeSecurityGroupRules,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { awsFailure } from "@snapback/core/aws/error";
import { liveRule } from "@snapback/core/detections/ec2/security-group-rule";

export const WORLD = "0.0.0.0/0";

/** A rule of the doctor's own: its description is its alone, so that it is found again whatever became of the call. */
export interface OwnRule {
  groupId: string;
  port: number;
  description: string;
}

/**
 * SSH's port or, where that is open already or worn, the next one that is not. HTTP's, which may be open, lies behind these.
 *
 * @param worn whether a port had better not be used, where there is another
 */
export async function closedPort(
  ec2: EC2Client,
  groupId: string,
  worn: (port: number) => Promise<boolean>,
): Promise<number | undefined> {
  const open = (await ingress(ec2, groupId))
    .flatMap((rule) => liveRule(rule) ?? [])
    .filter(({ protocol, range }) => (protocol === "tcp" || protocol === "-1") && range === WORLD);
  const ports = Array.from({ length: 80 - 22 }, (_, index) => 22 + index);
  const closed = ports.filter(
    (port) => !open.some(({ from = 0, to = 65_535 }) => from <= port && port <= to),
  );
  for (const port of closed) if (!(await worn(port))) return port;
  return closed[0];
}

export async function openToWorld(ec2: EC2Client, { groupId, port, description }: OwnRule): Promise<void> {
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: groupId,
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: port,
          ToPort: port,
          IpRanges: [{ CidrIp: WORLD, Description: description }],
        },
      ],
    }),
  );
}

export async function isOpen(ec2: EC2Client, rule: OwnRule): Promise<boolean> {
  return (await idsOf(ec2, rule)).length > 0;
}

/** How often in a row the rule must not be there: EC2's reads lag behind its writes by up to some seconds. */
const ABSENT_READS = 4;
/** After this many looks somebody has to see to it. */
const LOOKS = 20;

/** The rule would not go. */
class StillOpenError extends Error {
  override name = "StillOpenError";
}

/**
 * Makes sure that the rule is gone, however the call that opened it ended. Answers whether it had to be revoked.
 *
 * @param waitMs between two looks
 * @throws StillOpenError where it can still be seen in the end, or what the SDK throws
 */
export async function takeBack(
  ec2: EC2Client,
  rule: OwnRule,
  waitMs: number,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<boolean> {
  let revoked = false;
  let absent = 0;
  for (let look = 0; look < LOOKS; look++) {
    const ids = await idsOf(ec2, rule);
    absent = ids.length === 0 ? absent + 1 : 0;
    if (absent === ABSENT_READS) return revoked;
    if (ids.length > 0) revoked = (await revoke(ec2, rule.groupId, ids)) || revoked;
    await sleep(waitMs);
  }
  throw new StillOpenError(`the rule is still there after ${LOOKS} looks`);
}

/** False where somebody else was faster. */
async function revoke(ec2: EC2Client, GroupId: string, SecurityGroupRuleIds: string[]): Promise<boolean> {
  try {
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds }));
    return true;
  } catch (error) {
    if (awsFailure(error) === "gone") return false;
    throw error;
  }
}

async function idsOf(ec2: EC2Client, { groupId, description }: OwnRule): Promise<string[]> {
  const rules = await ingress(ec2, groupId);
  return rules
    .filter((rule) => rule.Description === description)
    .flatMap(({ SecurityGroupRuleId }) => SecurityGroupRuleId ?? []);
}

async function ingress(client: EC2Client, groupId: string): Promise<SecurityGroupRule[]> {
  const Filters = [{ Name: "group-id", Values: [groupId] }];
  const rules: SecurityGroupRule[] = [];
  for await (const page of paginateDescribeSecurityGroupRules({ client }, { Filters }))
    rules.push(...(page.SecurityGroupRules ?? []));
  return rules.filter(({ IsEgress }) => IsEgress !== true);
}
