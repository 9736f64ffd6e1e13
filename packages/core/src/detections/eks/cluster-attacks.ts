import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

const step = (service: string, operation: string, input: JsonObject, does: string): Step => ({
  service,
  operation,
  input,
  does,
});
const made = (position: number, ...path: string[]) => ({ $from: { step: position, path } });

/** With the network and the role that it needs. */
function makeCluster(name: string, access: JsonObject, does: string): Step[] {
  const VpcId = made(1, "Vpc", "VpcId");
  const subnet = (CidrBlock: string, zone: string) =>
    step("ec2", "CreateSubnet", { VpcId, CidrBlock, AvailabilityZone: `us-east-1${zone}` }, "make a subnet");
  return [
    step(
      "iam",
      "CreateRole",
      { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) },
      "make a role for a cluster",
    ),
    step("ec2", "CreateVpc", { CidrBlock: "10.79.0.0/16" }, "make a network"),
    subnet("10.79.0.0/24", "a"),
    subnet("10.79.1.0/24", "b"),
    step(
      "eks",
      "CreateCluster",
      {
        name,
        roleArn: made(0, "Role", "Arn"),
        resourcesVpcConfig: {
          subnetIds: [made(2, "Subnet", "SubnetId"), made(3, "Subnet", "SubnetId")],
          ...access,
        },
      },
      does,
    ),
  ];
}

const inside = { endpointPublicAccess: false, endpointPrivateAccess: true };
const world = {
  endpointPublicAccess: true,
  endpointPrivateAccess: false,
  publicAccessCidrs: ["0.0.0.0/0"],
};

export const endpointAttacks: readonly Attack[] = [
  {
    name: "expose-cluster-endpoint",
    title: "A Kubernetes cluster, then reachable from everywhere",
    steps: [
      ...makeCluster("attacked-exposed", inside, "make a cluster that is reached from within"),
      step(
        "eks",
        "UpdateClusterConfig",
        { name: "attacked-exposed", resourcesVpcConfig: world },
        "let it be reached from everywhere",
      ),
    ],
  },
  {
    name: "create-exposed-cluster",
    title: "A Kubernetes cluster that is reachable from everywhere from the start",
    steps: makeCluster("attacked-public", world, "make a cluster that is reached from everywhere"),
  },
];
