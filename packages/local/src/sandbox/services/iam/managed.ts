import type { Account } from "../../account.ts";
import { noSuchEntity } from "./refusal.ts";
import { groups, type ManagedPolicy, managedPolicies, roles, users } from "./resources.ts";

const AWS_MANAGED = "arn:aws:iam::aws:policy/";

const allowing = (statement: Record<string, unknown>) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement, Resource: "*" }] });

/**
 * Those of AWS's own policies that something here looks into; the others are known by their ARNs alone.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const awsManaged: Readonly<Record<string, string>> = {
  AdministratorAccess: allowing({ Action: "*" }),
  PowerUserAccess: allowing({ NotAction: ["iam:*", "organizations:*", "account:*"] }),
  IAMFullAccess: allowing({ Action: ["iam:*"] }),
};

/** What of a managed policy its calls tell. Throws where there is none. */
export function findManaged(account: Account, arn: string): ManagedPolicy {
  return lookUpManaged(account, arn) ?? missing(arn);
}

/** The same; undefined where there is none, and of those of AWS's own that nothing here looks into. */
export function lookUpManaged(account: Account, arn: string): ManagedPolicy | undefined {
  return awsOwn(arn) ?? account.table(managedPolicies).get(arn);
}

/** One of the account's own, which can be changed. */
export function findCustomerManaged(account: Account, arn: string): ManagedPolicy {
  return account.table(managedPolicies).get(arn) ?? missing(arn);
}

/** A policy that can be attached: any ARN of AWS's own counts. */
export function checkAttachable(account: Account, arn: string): void {
  if (!arn.startsWith(AWS_MANAGED)) findCustomerManaged(account, arn);
}

function missing(arn: string): never {
  throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
}

function awsOwn(arn: string): ManagedPolicy | undefined {
  const name = arn.startsWith(AWS_MANAGED) ? arn.slice(AWS_MANAGED.length) : "";
  const document = Object.hasOwn(awsManaged, name) ? awsManaged[name] : undefined;
  if (document === undefined) return undefined;
  const createdAt = "2015-02-06T18:39:46Z";
  return {
    id: arn,
    policyId: `ANPA${name.toUpperCase()}`,
    name,
    path: "/",
    versions: [{ id: "v1", document, createdAt }],
    defaultVersion: "v1",
    made: 1,
    createdAt,
  };
}

/** To how many users, roles and groups a policy is attached. */
export function attachments(account: Account, arn: string): number {
  const holders = [
    ...account.table(users).rows(),
    ...account.table(roles).rows(),
    ...account.table(groups).rows(),
  ];
  return holders.filter(({ attached = [] }) => attached.includes(arn)).length;
}
