import * as z from "zod";
import type { Place } from "../../src/detections/define.ts";
import type { JsonObject } from "../../src/json.ts";

/*
 * Where moto's answers are not AWS's. What moto does not have is not here: it says so itself (501).
 */

/** An answer of moto that AWS would not give, and what to do about it before it goes into a record. */
interface Difference {
  call: string;
  /** What moto does, and what AWS's API reference says. */
  why: string;
  mend: (answer: JsonObject, input: JsonObject) => JsonObject;
}

export const motoDifferences: readonly Difference[] = [
  {
    call: "ec2:AuthorizeSecurityGroupIngress",
    why: "moto answers with the rules of the last permission, AWS with those of all. Records from before 2021 have none.",
    mend: ({ SecurityGroupRules, ...answer }, { IpPermissions = [] }) =>
      Array.isArray(IpPermissions) && IpPermissions.length > 1 ? answer : { ...answer, SecurityGroupRules },
  },
];

/** The same of what Snapback reads, as its clients give it. */
export const motoReads: readonly {
  call: string;
  why: string;
  mend: (answer: unknown, place: Place) => unknown;
}[] = [
  {
    call: "ec2:DescribeSecurityGroupRules",
    why: "moto leaves out GroupOwnerId, which AWS's rules have.",
    mend: (answer, { account }) =>
      Array.isArray(answer)
        ? answer.map((rule: unknown) => Object.assign({ GroupOwnerId: account }, rule))
        : answer,
  },
  {
    call: "eks:DescribeCluster",
    why: "an update of the endpoint's access takes the cluster's network away there, and its token in place of the creation's; AWS keeps both.",
    mend: (answer) => withoutNetwork(answer),
  },
  {
    call: "sqs:GetQueueAttributes",
    why: "a policy that was set to nothing is an empty text in JSON there; AWS's queue has none then.",
    mend: (answer) => withoutEmptyPolicy(answer),
  },
];

/** Members of answers that AWS itself changes with each write: they are no part of what is put back. */
export const changingMembers: readonly { call: string; members: readonly string[]; why: string }[] = [
  {
    call: "dynamodb:GetResourcePolicy",
    members: ["RevisionId"],
    why: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html: of each policy a new one",
  },
  {
    call: "dynamodb:GetResourcePolicy",
    members: ["RevisionId"],
    why: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html: of each change a new one",
  },
  {
    call: "ec2:DescribeManagedPrefixLists",
    members: ["Version", "State"],
    why: "each change makes a version: https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
  },
  {
    call: "lambda:GetLayerVersionPolicy",
    members: ["RevisionId"],
    why: "https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html: of each change a new one",
  },
  {
    call: "lambda:GetPolicy",
    members: ["RevisionId"],
    why: "https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html: of each change a new one",
  },
  {
    call: "sqs:GetQueueAttributes",
    members: ["LastModifiedTimestamp"],
    why: "when the attributes were last changed",
  },
];

const Queue = z.looseObject({ Attributes: z.record(z.string(), z.string()).optional() });

function withoutEmptyPolicy(answer: unknown): unknown {
  const { Attributes: { Policy, ...attributes } = {}, ...rest } = Queue.parse(answer);
  const none = Policy === undefined || Policy === '""' || Policy === "null";
  return { ...rest, Attributes: { ...attributes, ...(!none && { Policy }) } };
}

const Described = z.looseObject({
  cluster: z.looseObject({ resourcesVpcConfig: z.record(z.string(), z.unknown()) }),
});
const NETWORK = new Set(["clusterSecurityGroupId", "securityGroupIds", "subnetIds", "vpcId"]);

function withoutNetwork(answer: unknown): unknown {
  const { cluster: all, ...rest } = Described.parse(answer);
  const { clientRequestToken: _, ...cluster } = all;
  const access = Object.entries(cluster.resourcesVpcConfig).filter(([name]) => !NETWORK.has(name));
  return { ...rest, cluster: { ...cluster, resourcesVpcConfig: Object.fromEntries(access) } };
}
