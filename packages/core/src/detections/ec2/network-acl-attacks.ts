import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

/** An ACL of its own in the test VPC, which no subnet uses. */
const makeAcl: Step[] = [
  {
    service: "ec2",
    operation: "DescribeVpcs",
    input: { Filters: [{ Name: "tag:Name", Values: ["snapback-test"] }] },
    does: "find the test VPC",
  },
  {
    service: "ec2",
    operation: "CreateNetworkAcl",
    input: { VpcId: { $from: { step: 0, path: ["Vpcs", 0, "VpcId"] } } },
    does: "make a network ACL in it",
  },
];

const entry = (
  operation: "CreateNetworkAclEntry" | "ReplaceNetworkAclEntry",
  does: string,
  what: JsonObject,
): Step => ({
  service: "ec2",
  operation,
  input: {
    NetworkAclId: { $from: { step: 1, path: ["NetworkAcl", "NetworkAclId"] } },
    RuleNumber: 90,
    RuleAction: "allow",
    Egress: false,
    ...what,
  },
  does,
});

export const networkAclAttacks: Attack[] = [
  {
    name: "nacl-ssh",
    title: "An entry that lets the world reach SSH",
    steps: [
      ...makeAcl,
      entry("CreateNetworkAclEntry", "allow TCP port 22 from 0.0.0.0/0", {
        Protocol: "6",
        PortRange: { From: 22, To: 22 },
        CidrBlock: "0.0.0.0/0",
      }),
    ],
  },
  {
    name: "nacl-replaced",
    title: "An entry for an office, replaced by everything from everywhere",
    steps: [
      ...makeAcl,
      entry("CreateNetworkAclEntry", "allow TCP port 3389 from 192.0.2.0/24", {
        Protocol: "6",
        PortRange: { From: 3389, To: 3389 },
        CidrBlock: "192.0.2.0/24",
      }),
      entry("ReplaceNetworkAclEntry", "replace it by all traffic from 0.0.0.0/0", {
        Protocol: "-1",
        CidrBlock: "0.0.0.0/0",
      }),
    ],
  },
];
