import { describe, expect, it } from "vitest";
import { toyDetection } from "../../test/toy-detection.ts";
import type { CallName, Detection } from "../detections/define.ts";
import ingress from "../detections/ec2/ec2-sg-ingress-world.ts";
import { accountStatements, statementsFor, sweepStatements } from "./account.ts";

const place = {
  account: "111122223333",
  partition: "aws-us-gov",
  regions: ["us-gov-west-1", "us-gov-east-1"],
};
const inRegions = {
  test: "StringEquals",
  variable: "aws:RequestedRegion",
  values: ["us-gov-west-1", "us-gov-east-1"],
};

describe("statementsFor", () => {
  it("fills in account and partition, and leaves the region to the condition", () => {
    const queue = "arn:${Partition}:sqs:${Region}:${Account}:mine";
    expect(statementsFor([{ action: "sqs:SendMessage", resources: [queue] }], place)).toEqual([
      {
        actions: ["sqs:SendMessage"],
        resources: ["arn:aws-us-gov:sqs:*:111122223333:mine"],
        conditions: [inRegions],
      },
    ]);
  });

  it("puts together what has the same resources and conditions, and nothing else", () => {
    const tagged = [{ test: "StringEquals", variable: "ec2:CreateAction", values: ["X"] }] as const;
    const statements = statementsFor(
      [
        { action: "ec2:B", resources: ["x"] },
        { action: "ec2:A", resources: ["x"] },
        { action: "ec2:A", resources: ["x"] },
        { action: "ec2:C", resources: ["x", "y"] },
        { action: "ec2:D", resources: ["x"], conditions: tagged },
      ],
      place,
    );
    expect(statements).toEqual([
      { actions: ["ec2:A", "ec2:B"], resources: ["x"], conditions: [inRegions] },
      { actions: ["ec2:C"], resources: ["x", "y"], conditions: [inRegions] },
      { actions: ["ec2:D"], resources: ["x"], conditions: [...tagged, inRegions] },
    ]);
  });

  it("keeps what has no account in its ARN to the own one", () => {
    const bucket = "arn:${Partition}:s3:::*";
    const own = { test: "StringEquals", variable: "aws:ResourceAccount", values: ["111122223333"] };
    expect(statementsFor([{ action: "s3:GetBucketPolicy", resources: [bucket] }], place)).toEqual([
      { actions: ["s3:GetBucketPolicy"], resources: ["arn:aws-us-gov:s3:::*"], conditions: [inRegions, own] },
    ]);
    expect(statementsFor([{ action: "s3:ListAllMyBuckets", resources: ["*"] }], place)).toMatchObject([
      { conditions: [inRegions] },
    ]);
  });

  it("gives an action all the resources that any operation needs it for", () => {
    const grants = [
      { action: "ec2:A", resources: ["x"] },
      { action: "ec2:A", resources: ["y", "x"] },
    ] as const;
    expect(statementsFor(grants, place)).toMatchObject([{ actions: ["ec2:A"], resources: ["x", "y"] }]);
  });
});

describe("accountStatements", () => {
  it("are nothing for a service that no detection responds with", () => {
    expect(accountStatements("iam", [ingress], place)).toEqual([]);
  });

  it("are what the detections of that service declare", () => {
    const { response: declared } = ingress;
    if (declared === undefined) throw new Error("it responds");
    const response = { ...declared, calls: ["ec2:DescribeSecurityGroups"] as const };
    expect(accountStatements("ec2", [{ ...ingress, response }], place)).toEqual([
      { actions: ["ec2:DescribeSecurityGroups"], resources: ["*"], conditions: [inRegions] },
    ]);
  });

  it("have what an undo alone needs, and gives rights in IAM, only where the operator wants that", () => {
    const toy = toyDetection("iam-toy", { responds: true });
    const detection: Detection = {
      ...toy,
      events: [{ source: "iam.amazonaws.com", names: ["Toy"] }],
      response: {
        inspect: async () => ({ state: {} }),
        calls: ["iam:GetUser", "iam:DetachUserPolicy", "iam:AttachUserPolicy"],
        onlyUndo: ["iam:AttachUserPolicy", "iam:GetUser"],
      },
    };
    const actions = (undoIamRights?: boolean) =>
      accountStatements("iam", [detection], {
        ...place,
        ...(undoIamRights !== undefined && { undoIamRights }),
      })
        .flatMap((statement) => statement.actions)
        .toSorted();
    expect(actions()).toEqual(["iam:DetachUserPolicy", "iam:GetUser"]);
    expect(actions(false)).toEqual(actions());
    expect(actions(true)).toEqual(["iam:AttachUserPolicy", "iam:DetachUserPolicy", "iam:GetUser"]);
    // What a response needs, too, it has.
    const forward = {
      ...detection,
      response: {
        ...detection.response,
        inspect: async () => ({ state: {} }),
        calls: ["iam:AttachUserPolicy"] as const,
      },
    };
    expect(
      accountStatements(
        "iam",
        [detection, { ...forward, response: { ...forward.response, onlyUndo: undefined } }],
        place,
      ).flatMap(({ actions: all }) => all),
    ).toContain("iam:AttachUserPolicy");
  });
});

describe("sweepStatements", () => {
  const reading = (id: string, calls: CallName[]): Detection => ({
    ...toyDetection(id, { responds: false }),
    sweep: { calls, resources: async function* () {} },
  });

  it("are the reads of all services, as few as can be without allowing more", () => {
    const detections = [
      reading("a", ["kms:DescribeKey", "kms:ListKeys", "rds:DescribeDBInstances"]),
      reading("b", ["rds:DescribeDBClusters", "sqs:GetQueueUrl", "sqs:ListQueues"]),
    ];
    const statements = sweepStatements(detections, place);
    const arn = (service: string, rest: string) => `arn:aws-us-gov:${service}:*:111122223333:${rest}`;
    expect(statements).toEqual([
      {
        actions: ["kms:DescribeKey", "rds:DescribeDBInstances", "sqs:GetQueueUrl"],
        resources: [arn("kms", "key/*"), arn("rds", "db:*"), arn("sqs", "*")],
        conditions: [inRegions],
      },
      { actions: ["kms:ListKeys", "sqs:ListQueues"], resources: ["*"], conditions: [inRegions] },
      // Of the same service on other resources: not together.
      { actions: ["rds:DescribeDBClusters"], resources: [arn("rds", "cluster:*")], conditions: [inRegions] },
    ]);
  });
});
