import * as z from "zod";
import { AwsError } from "../../aws-error.ts";

// The query protocol carries text alone; these are its numbers, booleans and lists.

export const integer = z
  .string()
  .regex(/^[+-]?\d{1,10}$/, "Invalid integer")
  .transform(Number);

export const boolean = z
  .string()
  .regex(/^(true|false)$/i, "Invalid boolean")
  .transform((text) => text.toLowerCase() === "true");

/** An empty list is sent as an empty text, or not at all. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => (value === "" ? [] : value), z.array(item));
}

export const strings = list(z.string()).optional();

export const tags = list(z.strictObject({ Key: z.string().optional(), Value: z.string().optional() }));

export const tagSpecifications = list(
  z.strictObject({ ResourceType: z.string().optional(), Tag: tags.optional() }),
).optional();

export const filters = list(
  z.strictObject({ Name: z.string(), Value: list(z.string()).default([]) }),
).optional();

export const ipPermission = z.strictObject({
  IpProtocol: z.string().optional(),
  FromPort: integer.optional(),
  ToPort: integer.optional(),
  Groups: list(
    z.strictObject({
      Description: z.string().optional(),
      UserId: z.string().optional(),
      GroupName: z.string().optional(),
      GroupId: z.string().optional(),
      VpcId: z.string().optional(),
      VpcPeeringConnectionId: z.string().optional(),
      PeeringStatus: z.string().optional(),
    }),
  ).optional(),
  IpRanges: list(z.strictObject({ Description: z.string().optional(), CidrIp: z.string() })).optional(),
  Ipv6Ranges: list(z.strictObject({ Description: z.string().optional(), CidrIpv6: z.string() })).optional(),
  PrefixListIds: list(
    z.strictObject({ Description: z.string().optional(), PrefixListId: z.string() }),
  ).optional(),
});
export type IpPermissionInput = z.output<typeof ipPermission>;

export const ipPermissions = list(ipPermission).optional();

/** A group, and rules of it by their properties: in `IpPermissions`, or by the shorthand parameters. */
export const groupRules = z.strictObject({
  GroupId: z.string().optional(),
  GroupName: z.string().optional(),
  IpPermissions: ipPermissions,
  IpProtocol: z.string().optional(),
  FromPort: integer.optional(),
  ToPort: integer.optional(),
  CidrIp: z.string().optional(),
  SourceSecurityGroupName: z.string().optional(),
  SourceSecurityGroupOwnerId: z.string().optional(),
});
export type GroupRulesInput = z.output<typeof groupRules>;

/** Input that doesn't fit, in EC2's words. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function invalidInput(error: z.ZodError): AwsError {
  const [issue] = error.issues;
  if (issue === undefined)
    return new AwsError("ValidationError", "The input fails to satisfy the constraints", 400);
  const path = issue.path.map((part) => (typeof part === "number" ? part + 1 : String(part))).join(".");
  if (issue.code === "unrecognized_keys") {
    const name = [path, issue.keys[0]].filter(Boolean).join(".");
    return new AwsError("UnknownParameter", `The parameter ${name} is not recognized by the sandbox`);
  }
  if (issue.input === undefined) {
    return new AwsError("MissingParameter", `The request must contain the parameter ${path}`);
  }
  const value = typeof issue.input === "string" ? `(${issue.input}) ` : "";
  return new AwsError(
    "InvalidParameterValue",
    `Value ${value}for parameter ${path} is invalid. ${issue.message}`,
  );
}
