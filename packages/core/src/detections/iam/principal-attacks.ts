import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";

/** Steps that attacks on IAM begin with. Documents are in the spelling that AWS's own examples have. */

export const allow = (Action: string | string[], Resource: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });

/** What an administrator has. */
export const EVERYTHING = allow("*", "*");
export const READING = allow("s3:GetObject", "arn:aws:s3:::attacked/*");

/** Whom a role trusts that is nobody's yet. */
export const TRUST_EC2 = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

export const iamStep = (operation: string, input: JsonObject, does: string): Step => ({
  service: "iam",
  operation,
  input,
  does,
});

export const makeUser = (UserName: string) => iamStep("CreateUser", { UserName }, `make user ${UserName}`);
export const makeGroup = (GroupName: string) =>
  iamStep("CreateGroup", { GroupName }, `make group ${GroupName}`);
export const makeRole = (RoleName: string, more: JsonObject = {}) =>
  iamStep("CreateRole", { RoleName, AssumeRolePolicyDocument: TRUST_EC2, ...more }, `make role ${RoleName}`);
export const makePolicy = (PolicyName: string, PolicyDocument: string) =>
  iamStep("CreatePolicy", { PolicyName, PolicyDocument }, `make policy ${PolicyName}`);

/** The ARN of the policy that an earlier step has made. */
export const policyMadeBy = (step: number) => ({ $from: { step, path: ["Policy", "Arn"] } });
