import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { operationTable, type Service } from "../../operation.ts";
import { awsQuery } from "../../protocols/aws-query.ts";
import { declarations } from "../declared.ts";
import type { Role } from "./resources.ts";

const operation = declarations(invalid);

const RoleName = z.string().regex(/^[\w+=,.@-]{1,64}$/, "is no role's name");
const PolicyName = z.string().regex(/^[\w+=,.@-]{1,128}$/, "is no policy's name");
/** No role of the sandbox has so many policies that a second page would be needed. */
const MaxItems = z.string().optional();

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: of all inline policies of a role, without white space. */
const LARGEST_POLICIES = 10_240;

const getRole = operation({
  name: "GetRole",
  readOnly: true,
  input: z.strictObject({ RoleName }),
  run(account, input) {
    const { id, roleId, trust, createdAt } = find(account, input.RoleName);
    return {
      Role: {
        Path: "/",
        RoleName: id,
        RoleId: roleId,
        Arn: `arn:aws:iam::${account.id}:role/${id}`,
        CreateDate: createdAt,
        AssumeRolePolicyDocument: encodeDocument(trust),
        MaxSessionDuration: 3600,
      },
    };
  },
});

const listRolePolicies = operation({
  name: "ListRolePolicies",
  readOnly: true,
  input: z.strictObject({ RoleName, MaxItems }),
  run: (account, input) => ({
    PolicyNames: Object.keys(find(account, input.RoleName).policies).toSorted(),
    IsTruncated: false,
  }),
});

const getRolePolicy = operation({
  name: "GetRolePolicy",
  readOnly: true,
  input: z.strictObject({ RoleName, PolicyName }),
  run(account, input) {
    const role = find(account, input.RoleName);
    return {
      RoleName: role.id,
      PolicyName: input.PolicyName,
      PolicyDocument: encodeDocument(policyOf(role, input.PolicyName)),
    };
  },
});

const listAttachedRolePolicies = operation({
  name: "ListAttachedRolePolicies",
  readOnly: true,
  input: z.strictObject({ RoleName, MaxItems }),
  run(account, input) {
    find(account, input.RoleName);
    return { AttachedPolicies: [], IsTruncated: false };
  },
});

const putRolePolicy = operation({
  name: "PutRolePolicy",
  input: z.strictObject({ RoleName, PolicyName, PolicyDocument: z.string() }),
  run(account, input) {
    const role = find(account, input.RoleName);
    checkDocument(input.PolicyDocument);
    const policies = { ...role.policies, [input.PolicyName]: input.PolicyDocument };
    const size = Object.values(policies).join("").replaceAll(/\s/g, "").length;
    if (size > LARGEST_POLICIES) {
      throw new AwsError(
        "LimitExceeded",
        `Maximum policy size of ${LARGEST_POLICIES} bytes exceeded for role ${role.id}`,
        409,
      );
    }
    account.roles.put({ ...role, policies });
    return {};
  },
});

const deleteRolePolicy = operation({
  name: "DeleteRolePolicy",
  input: z.strictObject({ RoleName, PolicyName }),
  run(account, input) {
    const role = find(account, input.RoleName);
    policyOf(role, input.PolicyName);
    const { [input.PolicyName]: _gone, ...policies } = role.policies;
    account.roles.put({ ...role, policies });
    return {};
  },
});

const document = z.object({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Statement: z.union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown())).min(1)]),
});

function checkDocument(text: string): void {
  try {
    document.parse(JSON.parse(text));
  } catch (cause) {
    throw new AwsError("MalformedPolicyDocument", "Syntax errors in policy.", 400, { cause });
  }
}

function find(account: Account, name: string): Role {
  const role = account.roles.get(name);
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

function policyOf({ policies }: Role, name: string): string {
  const policy = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (policy !== undefined) return policy;
  throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
}

function noSuchEntity(message: string): AwsError {
  return new AwsError("NoSuchEntity", message, 404);
}

function invalid(problem: string): AwsError {
  return new AwsError("ValidationError", problem);
}

/** RFC 3986, which spares fewer characters than `encodeURIComponent` does. */
function encodeDocument(json: string): string {
  return encodeURIComponent(json).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * AWS IAM, as far as roles are looked at and their inline policies changed. The sandbox enforces none of it: every call
 * may do everything, whoever makes it. A denial is had from a fault (`/_sandbox/faults`).
 */
export const iam: Service = {
  name: "iam",
  eventSource: "iam.amazonaws.com",
  protocol: awsQuery("https://iam.amazonaws.com/doc/2010-05-08/"),
  global: true,
  operations: operationTable([
    getRole,
    listRolePolicies,
    getRolePolicy,
    listAttachedRolePolicies,
    putRolePolicy,
    deleteRolePolicy,
  ]),
};
