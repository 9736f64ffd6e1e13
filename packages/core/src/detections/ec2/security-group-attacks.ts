import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

/** The test VPC, which the app and the laptop's sandbox both name so, and its default group: made to be attacked. */
export const findGroup: Step[] = [
  {
    service: "ec2",
    operation: "DescribeVpcs",
    input: { Filters: [{ Name: "tag:Name", Values: ["snapback-test"] }] },
    does: "find the test VPC",
  },
  {
    service: "ec2",
    operation: "DescribeSecurityGroups",
    input: {
      Filters: [
        { Name: "vpc-id", Values: [{ $from: { step: 0, path: ["Vpcs", 0, "VpcId"] } }] },
        { Name: "group-name", Values: ["default"] },
      ],
    },
    does: "find its default security group",
  },
];
export const group = { $from: { step: 1, path: ["SecurityGroups", 0, "GroupId"] } };

const authorize = (does: string, ...permissions: JsonObject[]): Step => ({
  service: "ec2",
  operation: "AuthorizeSecurityGroupIngress",
  input: { GroupId: group, IpPermissions: permissions },
  does,
});

export const ingressAttacks: Attack[] = [
  {
    name: "open-ssh",
    title: "SSH from everywhere",
    steps: [
      ...findGroup,
      authorize("open TCP port 22 to 0.0.0.0/0", {
        IpProtocol: "tcp",
        FromPort: 22,
        ToPort: 22,
        IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "just for a minute" }],
      }),
    ],
  },
  {
    name: "open-everything-ipv6",
    title: "All traffic from every IPv6 address",
    steps: [
      ...findGroup,
      authorize("open everything to ::/0", { IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6: "::/0" }] }),
    ],
  },
  {
    name: "open-in-halves",
    title: "A database port to two halves of the internet, beside harmless rules",
    steps: [
      ...findGroup,
      authorize(
        "open TCP 5432 to both halves of the internet and to 10.0.0.0/8, and 443 to everyone",
        {
          IpProtocol: "tcp",
          FromPort: 5432,
          ToPort: 5432,
          IpRanges: [{ CidrIp: "0.0.0.0/1" }, { CidrIp: "128.0.0.0/1" }, { CidrIp: "10.0.0.0/8" }],
        },
        { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
      ),
    ],
  },
  {
    name: "open-by-modifying",
    title: "A harmless rule, then changed to everyone",
    steps: [
      ...findGroup,
      authorize("open TCP port 3389 to one address", {
        IpProtocol: "tcp",
        FromPort: 3389,
        ToPort: 3389,
        IpRanges: [{ CidrIp: "192.0.2.7/32" }],
      }),
      {
        service: "ec2",
        operation: "ModifySecurityGroupRules",
        input: {
          GroupId: group,
          SecurityGroupRules: [
            {
              SecurityGroupRuleId: {
                $from: { step: 2, path: ["SecurityGroupRules", 0, "SecurityGroupRuleId"] },
              },
              SecurityGroupRule: { IpProtocol: "tcp", FromPort: 3389, ToPort: 3389, CidrIpv4: "0.0.0.0/0" },
            },
          ],
        },
        does: "change that rule to 0.0.0.0/0",
      },
    ],
  },
];
