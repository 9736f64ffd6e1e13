import { describe, expect, it } from "vitest";
import { ec2Record, parsed } from "../../test/records.ts";
import { actorOf } from "./actor.ts";
import { callerWords, toolOf } from "./tool.ts";

const actor = (fields: Record<string, unknown>) => actorOf(parsed(ec2Record("CreateVpc", fields)));
const agent = (userAgent: string) => toolOf(actor({ userAgent }));

/** A session that CloudFormation opened with the role it was given. */
const stackSession = {
  type: "AssumedRole",
  arn: "arn:aws:sts::111122223333:assumed-role/deploy/AWSCloudFormation",
  accountId: "111122223333",
  sessionContext: {
    sessionIssuer: { type: "Role", arn: "arn:aws:iam::111122223333:role/deploy", userName: "deploy" },
  },
};

describe("toolOf", () => {
  it("knows CloudFormation by what AWS says, not the caller", () => {
    const cloudFormation = { name: "CloudFormation", by: "service" };
    const invoked = { ...stackSession, invokedBy: "cloudformation.amazonaws.com" };
    expect(toolOf(actor({ userIdentity: invoked }))).toEqual(cloudFormation);
    expect(
      toolOf(
        actor({
          userIdentity: stackSession,
          sourceIPAddress: "cloudformation.amazonaws.com",
          userAgent: "cloudformation.amazonaws.com",
        }),
      ),
    ).toEqual(cloudFormation);
    // CDK's changes are made by CloudFormation, whatever else is named.
    expect(toolOf(actor({ userIdentity: invoked, userAgent: "aws-cdk/2.1000.2" }))).toEqual(cloudFormation);
  });

  it("knows other services by their names", () => {
    const userIdentity = { type: "AWSService", invokedBy: "eks.amazonaws.com" };
    expect(toolOf(actor({ userIdentity }))).toEqual({ name: "eks.amazonaws.com", by: "service" });
  });

  it.each([
    [
      "Terraform",
      "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.76.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.32.5 ua/2.1 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.193.0",
    ],
    ["Terraform", "aws-sdk-go/1.20.4 (go1.12.5; darwin; amd64) APN/1.0 HashiCorp/1.0 Terraform/0.12.2"],
    ["Terraform", "[APN/1.0 HashiCorp/1.0 Terraform/1.5.6 terraform-provider-aws/4.67.0]"],
    ["Terraform", "terraform-provider-aws/dev aws-sdk-go/1.43.9 (go1.18.7; linux; amd64)"],
    ["OpenTofu", "APN/1.0 HashiCorp/1.0 Terraform/1.8.0 terraform-provider-aws/5.76.0 OpenTofu/1.8.0"],
    ["Pulumi", "APN/1.0 Pulumi/1.0 PulumiAws/6.66.2 aws-sdk-go-v2/1.32.5"],
    ["Pulumi", "aws-sdk-go-v2/1.32.5 APN/1.0 Pulumi/3.0 PulumiAwsNative/1.12 Terraform/1.0"],
    [
      "CDK",
      "aws-sdk-js/3.741.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#20.18.1 api/ec2#3.741.0 aws-cdk/2.1000.2",
    ],
    ["the AWS console", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"],
    ["the AWS console", "console.amazonaws.com"],
    ["the AWS console", "console.ec2.amazonaws.com"],
    ["the AWS console", "[S3Console/0.4, aws-internal/3]"],
    ["CloudFormation", "cloudformation.amazonaws.com"],
  ])("takes %s from a user agent, and says so", (name, userAgent) => {
    expect(agent(userAgent)).toEqual({ name, by: "user-agent" });
  });

  it.each([
    "aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.1 lang/python#3.13.7 md/prompt#off",
    "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#6.1.0",
    "not-Terraform/1.0",
    "my Terraform wrapper",
    "curl/8.0 console.amazonaws.com",
    "cloudformation.amazonaws.com.evil.example",
    "",
  ])("is a user, with %j", (userAgent) => {
    expect(agent(userAgent)).toEqual({ name: "a user", by: "identity" });
  });

  it.each([
    ["a role", stackSession],
    ["the root user", { type: "Root" }],
    ["a user", { type: "IdentityCenterUser", userName: "ana" }],
    ["another account", { type: "AWSAccount", accountId: "444455556666" }],
    ["a caller", { type: "constructor" }],
    ["a caller", undefined],
  ])("is %s by the identity where no tool shows", (name, userIdentity) => {
    expect(toolOf(actor({ userIdentity }))).toEqual({ name, by: "identity" });
  });

  it("takes no address for a service that only looks like one", () => {
    expect(toolOf(actor({ sourceIPAddress: "cloudformation.amazonaws.com.evil.example" })).by).toBe(
      "identity",
    );
    expect(toolOf(actor({ sourceIPAddress: "AWS Internal" })).by).toBe("identity");
  });
});

describe("callerWords", () => {
  it("tells people, tools and services apart", () => {
    expect(callerWords(actor({}))).toBe("deploy (a user)");
    expect(callerWords(actor({ userAgent: "Terraform/1.9.8" }))).toBe(
      "deploy (Terraform, by its user agent)",
    );
    const stack = { ...stackSession, invokedBy: "cloudformation.amazonaws.com" };
    expect(callerWords(actor({ userIdentity: stack }))).toBe("deploy (CloudFormation)");
    const service = { type: "AWSService", invokedBy: "eks.amazonaws.com" };
    expect(callerWords(actor({ userIdentity: service }))).toBe("eks.amazonaws.com");
  });
});
