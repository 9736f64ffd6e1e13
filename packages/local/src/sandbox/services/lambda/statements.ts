import * as z from "zod";
import { checkRevision, conflict, newRevision, notFound } from "./operation.ts";

/** What a function's policy and a layer version's have in common. */
export interface Sharing {
  statements: { sid: string; json: string }[];
  revisionId: string;
}

export const StatementId = z.string().regex(/^[a-zA-Z0-9-_]{1,100}$/, "is no statement's id");

type Conditions = Record<string, Record<string, string | undefined>>;

/** A statement's JSON as Lambda writes it: conditions without a value are left out. */
export function statementJson(
  sid: string,
  principal: string,
  action: string,
  resource: string,
  conditions: Conditions,
): string {
  const Condition: Record<string, Record<string, string>> = {};
  for (const [operator, keys] of Object.entries(conditions)) {
    for (const [key, value] of Object.entries(keys)) {
      if (value !== undefined) Condition[operator] = { ...Condition[operator], [key]: value };
    }
  }
  return JSON.stringify({
    Sid: sid,
    Effect: "Allow",
    Principal: principalElement(principal),
    Action: action,
    Resource: resource,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  });
}

function principalElement(principal: string): string | Record<string, string> {
  if (principal === "*") return principal;
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith("arn:") ? { AWS: principal } : { Service: principal };
}

export function withStatement(
  sharing: Sharing | undefined,
  sid: string,
  json: string,
  asked: string | undefined,
): Sharing {
  if (sharing !== undefined) checkRevision(asked, sharing.revisionId);
  const { statements = [] } = sharing ?? {};
  if (statements.some((statement) => statement.sid === sid)) {
    throw conflict(
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  }
  return { statements: [...statements, { sid, json }], revisionId: newRevision() };
}

export function withoutStatement(
  sharing: Sharing | undefined,
  sid: string,
  asked: string | undefined,
): Sharing {
  if (sharing === undefined) throw notFound();
  checkRevision(asked, sharing.revisionId);
  const statements = sharing.statements.filter((statement) => statement.sid !== sid);
  if (statements.length < sharing.statements.length) return { statements, revisionId: newRevision() };
  throw notFound(`Statement ${sid} is not found in resource policy.`);
}

/** As `GetPolicy` answers it. Throws an `AwsError` where there are no statements. */
export function describedPolicy(sharing: Sharing | undefined) {
  if (sharing === undefined || sharing.statements.length === 0) throw notFound();
  const statements = sharing.statements.map(({ json }) => json).join(",");
  return {
    Policy: `{"Version":"2012-10-17","Id":"default","Statement":[${statements}]}`,
    RevisionId: sharing.revisionId,
  };
}
