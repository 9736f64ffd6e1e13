import { Deployment, deploymentParameter } from "@snapback/core/deployment/deployment";
import { functionNames } from "@snapback/core/deployment/functions";
import { detections } from "@snapback/core/detections/registry";
import { describe, expect, it } from "vitest";
import type { Evaluated } from "./evaluate.ts";
import { deployed, named, ofType, statementsOf } from "./graph.ts";

const dev = await deployed("dev");
const production = await deployed("production");
const live = await deployed("live");

describe("app", () => {
  it("keeps and protects production, and leaves nothing of other stages", () => {
    expect(production.app).toMatchObject({ removal: "retain", protect: true, state: { purge: false } });
    expect(dev.app).toMatchObject({ removal: "remove", protect: false, state: { purge: true } });
  });

  it("tags what is its own", () => {
    expect(dev.app).toMatchObject({
      name: "snapback",
      providers: { aws: { region: "us-east-1", defaultTags: { tags: { "snapback:stage": "dev" } } } },
    });
  });
});

describe("test VPC", () => {
  it("is there outside production, with a default security group that nobody manages", () => {
    expect(named(dev, "ec2/vpc:Vpc", "TestVpc")).toMatchObject({
      cidrBlock: "10.234.0.0/24",
      tags: { Name: "snapback-test" },
    });
    expect(ofType(dev, "ec2/defaultSecurityGroup:DefaultSecurityGroup").size).toBe(0);
    expect(ofType(production, "ec2/vpc:Vpc").size).toBe(0);
  });
});

describe("trail", () => {
  it("records the management events of all regions, with validation, into a bucket for it alone", () => {
    expect(named(dev, "cloudtrail/trail:Trail", "Trail")).toMatchObject({
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      eventSelectors: [{ includeManagementEvents: true, readWriteType: "All" }],
    });
    const trail = "arn:aws:cloudtrail:us-east-1:111122223333:trail/snapback-dev-trail";
    const admitted = statementsOf(named(dev, "s3/bucketPolicy:BucketPolicy", "TrailBucketPolicy").policy);
    const ofTrail = admitted.filter(({ effect }) => effect === "Allow");
    expect(ofTrail.flatMap(({ actions }) => actions)).toEqual(["s3:GetBucketAcl", "s3:PutObject"]);
    for (const { principal, conditions } of ofTrail) {
      expect(principal).toEqual([{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }]);
      expect(conditions).toContainEqual({ test: "StringEquals", variable: "aws:SourceArn", values: [trail] });
    }
    expect(admitted).toContainEqual(
      expect.objectContaining({
        effect: "Deny",
        conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      }),
    );
    expect(
      named(dev, "s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "TrailBucketPublicAccessBlock"),
    ).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(
      named(
        dev,
        "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "TrailBucketEncryption",
      ),
    ).toMatchObject({ rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] });
    expect(
      named(dev, "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "TrailBucketLifecycle"),
    ).toMatchObject({ rules: [{ expiration: { days: 90 }, status: "Enabled" }] });
  });

  it("is left out where the account has one", () => {
    expect(ofType(production, "cloudtrail/trail:Trail").size).toBe(0);
  });
});

describe("buckets", () => {
  it("answer no other site", () => {
    for (const graph of [dev, production]) {
      expect([...ofType(graph, "s3/bucketCorsConfiguration:BucketCorsConfiguration")]).toEqual([]);
    }
  });
});

describe("tables", () => {
  it.each(["Findings", "Settings"])("%s is on demand, restorable, and kept in production", (name) => {
    const table = (graph: Evaluated) => named(graph, "dynamodb/table:Table", `${name}Table`);
    expect(table(dev)).toMatchObject({
      billingMode: "PAY_PER_REQUEST",
      pointInTimeRecovery: { enabled: true },
      ttl: { attributeName: "expiresAt", enabled: true },
      deletionProtectionEnabled: false,
    });
    expect(table(production).deletionProtectionEnabled).toBe(true);
  });

  it.each([
    ["Findings", ["gsi1", "gsi2", "gsi6 of row, changedAt", "gsi5"]],
    ["Settings", ["gsi1"]],
  ])("%s has the indexes that its store reads, with what it reads of an item", (name, indexes) => {
    const { hashKey, rangeKey, globalSecondaryIndexes } = named(dev, "dynamodb/table:Table", `${name}Table`);
    expect([hashKey, rangeKey]).toEqual(["pk", "sk"]);
    expect(globalSecondaryIndexes).toEqual(
      indexes.map((index) => {
        const [known, only] = index.split(" of ");
        const projection =
          only === undefined
            ? { projectionType: "ALL" }
            : { projectionType: "INCLUDE", nonKeyAttributes: only.split(", ") };
        return expect.objectContaining({ name: known, ...projection });
      }),
    );
  });
});

describe("description and outputs", () => {
  it("tell from outside what a stage is made of", () => {
    const { name, value } = named(production, "ssm/parameter:Parameter", "Deployment");
    expect(name).toBe(deploymentParameter("production"));
    expect(String(value).length).toBeLessThan(4096);
    expect(Deployment.parse(JSON.parse(String(value)))).toMatchObject({
      stage: "production",
      account: "111122223333",
      home: "eu-central-1",
      regions: ["eu-central-1", "eu-west-1", "us-east-1"],
      functions: functionNames(detections),
      console: "https://d1.cloudfront.net",
    });
  });

  it("print the addresses, and a command that shows it at work", () => {
    expect(dev.outputs).toMatchObject({
      console: "https://d1.cloudfront.net",
      api: "https://d1.cloudfront.net/api",
      topic: "arn:aws:sns:us-east-1:111122223333:snapback-dev-events",
      testSecurityGroup: "sg-0123456789abcdef0",
      logGroups: expect.arrayContaining(["/aws/lambda/snapback-dev-detect"]),
      tryIt:
        "aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-0123456789abcdef0 --protocol tcp --port 22 --cidr 0.0.0.0/0",
    });
    expect(production.outputs.tryIt).toBeUndefined();
  });
});

describe("sst dev", () => {
  it("gives a breakpoint its time, and brings up the same parts", () => {
    expect(named(live, "lambda/function:Function", "DetectFunction").timeout).toBe(900);
    expect(named(live, "sqs/queue:Queue", "EventsQueue").visibilityTimeoutSeconds).toBe(900);
    const types = (graph: Evaluated) =>
      new Set(
        graph.resources.map(({ type }) => type).filter((type) => /sns|sqs|eventRule|dynamodb/.test(type)),
      );
    expect(types(live)).toEqual(types(dev));
    expect(live.outputs.console).toBe("http://localhost:5173");
  });
});
