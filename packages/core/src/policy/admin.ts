import { matches } from "../exemption/pattern.ts";
import type { PolicyDocument, ReadStatement } from "./document.ts";
import type { Offence } from "./offence.ts";
import { givesAction } from "./pattern.ts";
import { describeActions } from "./words.ts";

export type AdminStatement = Offence<"admin" | "escalation" | "doubt">;

/**
 * Actions by which one gives oneself any right, or becomes somebody who has it, and what they act on.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const RIGHTS: readonly (readonly [action: string, resource: string])[] = [
  ["iam:AttachUserPolicy", "user"],
  ["iam:PutUserPolicy", "user"],
  ["iam:CreateAccessKey", "user"],
  ["iam:CreateLoginProfile", "user"],
  ["iam:UpdateLoginProfile", "user"],
  ["iam:AttachGroupPolicy", "group"],
  ["iam:PutGroupPolicy", "group"],
  ["iam:AddUserToGroup", "group"],
  ["iam:AttachRolePolicy", "role"],
  ["iam:PutRolePolicy", "role"],
  ["iam:UpdateAssumeRolePolicy", "role"],
  ["iam:CreatePolicyVersion", "policy"],
  ["iam:SetDefaultPolicyVersion", "policy"],
];

/** A name that nobody gives to a user, group, role or policy: what stands for it stands for any. */
const ANY_NAME = "any path/\u0000any name";

/**
 * Which statements of an identity's policy give the whole of IAM, and so everything (`admin`), or some of the rights that lead
 * there, on whatever user, group, role or policy (`escalation`). `doubt`: either, under a condition. What an unconditional
 * Deny of the same policy takes away does not count, unless it spares something by `NotResource`.
 *
 * Limits: rights on some named resources, on a path, or by policy variables are not looked into, nor are rights outside IAM
 * that lead to more (`iam:PassRole` with a service to pass to, `sts:AssumeRole`), nor permission boundaries, nor what several
 * statements give together.
 */
export function adminStatements({ statements }: PolicyDocument): AdminStatement[] {
  const denies = statements.filter(
    (statement): statement is ReadStatement =>
      statement.effect === "Deny" && statement.conditions.length === 0 && !statement.resource?.not,
  );
  return statements.flatMap((statement): AdminStatement[] => {
    const { index, effect } = statement;
    if (effect === "unreadable")
      return [
        { index, statement, certainty: "doubt", why: "a statement that can't be read may give anything" },
      ];
    if (effect === "Deny") return [];
    const given = RIGHTS.filter(
      (right) => gives(statement, right) && !denies.some((deny) => gives(deny, right)),
    );
    if (given.length === 0) return [];
    const whole = given.length === RIGHTS.length;
    const condition = statement.conditions.length > 0 ? ", under a condition" : "";
    const what = whole
      ? "all of IAM, and so everything"
      : `rights that lead to all others (${given[0]?.[0]})`;
    const certainty = condition ? "doubt" : whole ? "admin" : "escalation";
    return [
      { index, statement, certainty, why: `may ${describeActions(statement.action)}: ${what}${condition}` },
    ];
  });
}

function gives({ action, resource }: ReadStatement, [name, type]: readonly [string, string]): boolean {
  if (!givesAction(action, name)) return false;
  if (resource === undefined) return true;
  return resource.patterns.some((pattern) => isAnyOf(pattern, type)) !== resource.not;
}

/**
 * Does a resource's pattern stand for every user (group, role, policy) of the account, whichever that is? What an ARN lacks at
 * its end AWS takes for `*`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function isAnyOf(pattern: string, type: string): boolean {
  const name = `${type}/${ANY_NAME}`;
  const [first, , service = "*", , , ...resource] = pattern.split(":");
  if (resource.length > 0) return matches(service, "iam") && matches(resource.join(":"), name);
  if (matches(pattern, `arn:aws:iam::000000000000:${name}`)) return true;
  return first === "arn" && matches(service, "iam");
}
