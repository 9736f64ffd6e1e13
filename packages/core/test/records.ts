import { randomUUID } from "node:crypto";
import { type CloudTrailRecord, parseRecord } from "../src/event/record.ts";

/** CloudTrail records as AWS writes them, for tests: made here, in the shapes that the documentation and AWS have. */

export const ACCOUNT = "111122223333";

type Fields = Record<string, unknown>;

/** A record of an EC2 call by an IAM user, with what the test wants to be different. */
export function ec2Record(eventName: string, fields: Fields = {}): Fields {
  return record("ec2.amazonaws.com", eventName, fields);
}

/** A record of any service's call by an IAM user. */
export function record(eventSource: string, eventName: string, fields: Fields = {}): Fields {
  return {
    eventVersion: "1.10",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDAEXAMPLEEXAMPLE111",
      arn: `arn:aws:iam::${ACCOUNT}:user/deploy`,
      accountId: ACCOUNT,
      accessKeyId: "AKIAEXAMPLEEXAMPLE11",
      userName: "deploy",
    },
    eventTime: "2026-11-23T08:32:59Z",
    eventSource,
    eventName,
    awsRegion: "us-east-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.31.0",
    requestParameters: null,
    responseElements: null,
    requestID: randomUUID(),
    eventID: randomUUID(),
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
    ...fields,
  };
}

interface Rule {
  protocol?: string;
  from?: number | string;
  to?: number | string;
  cidr?: string;
  cidr6?: string;
  prefixList?: string;
  group?: string;
}

const GROUP = "sg-0a1b2c3d4e5f60718";

/** One rule of `responseElements.securityGroupRuleSet`. */
export function ruleItem(
  { protocol = "tcp", from = 22, to = from, ...source }: Rule,
  fields: Fields = {},
): Fields {
  return {
    groupOwnerId: ACCOUNT,
    groupId: GROUP,
    securityGroupRuleId: `sgr-${randomUUID().replaceAll("-", "").slice(0, 17)}`,
    isEgress: false,
    ipProtocol: protocol,
    fromPort: from,
    toPort: to,
    ...(source.cidr && { cidrIpv4: source.cidr }),
    ...(source.cidr6 && { cidrIpv6: source.cidr6 }),
    ...(source.prefixList && { prefixListId: source.prefixList }),
    ...(source.group && { referencedGroupInfo: { groupId: source.group, userId: ACCOUNT } }),
    ...fields,
  };
}

/** An item of `requestParameters.ipPermissions`, with `{}` for its empty lists. */
export function permissionItem({ protocol = "tcp", from = 22, to = from, ...source }: Rule): Fields {
  const list = (item: Fields | undefined) => (item ? { items: [item] } : {});
  return {
    ipProtocol: protocol,
    ...(protocol !== "-1" && { fromPort: from, toPort: to }),
    groups: list(source.group ? { groupId: source.group } : undefined),
    ipRanges: list(source.cidr ? { cidrIp: source.cidr } : undefined),
    ipv6Ranges: list(source.cidr6 ? { cidrIpv6: source.cidr6 } : undefined),
    prefixListIds: list(source.prefixList ? { prefixListId: source.prefixList } : undefined),
  };
}

/** AuthorizeSecurityGroupIngress in its structured form, with the rules that it made in the response. */
export function authorizeRecord(rules: Rule[], fields: Fields = {}): Fields {
  return ec2Record("AuthorizeSecurityGroupIngress", {
    requestParameters: { groupId: GROUP, ipPermissions: { items: rules.map(permissionItem) } },
    responseElements: {
      requestId: randomUUID(),
      _return: true,
      securityGroupRuleSet: { items: rules.map((rule) => ruleItem(rule)) },
    },
    ...fields,
  });
}

export function parsed(fields: Fields): CloudTrailRecord {
  const read = parseRecord(fields);
  if ("reason" in read) throw new Error(read.reason);
  return read;
}
