import type { CloudTrailRecord } from "../../event/record.ts";
import { type JsonObject, parseJson } from "../../json.ts";
import { statementDigest } from "../../policy/digest.ts";
import { type PolicyDocument, readPolicy, type Statement } from "../../policy/document.ts";
import { publicStatements } from "../../policy/public.ts";
import { openServiceStatements } from "../../policy/service.ts";
import { UnreadablePolicyError } from "../../policy/text.ts";
import type { Plan, Step } from "../../response/plan.ts";
import type { Inspection } from "../define.ts";

/*
 * Lambda's policies are written statement by statement: each call adds one, or takes one away by its id. So each is a finding
 * of its own.
 */

/** A statement that lets strangers in. */
export interface OpenStatement {
  statement: Statement;
  /** Of what it says, without its id. */
  fingerprint: string;
  why: string;
  /** An AWS service is let in, on whose behalf ever; else it is everyone. */
  forService: boolean;
  isInDoubt: boolean;
}

/** What to tell of a service: those that may call for anybody. */
export interface ServicePolicy {
  services: readonly string[];
}

/** By which Amazon's Alexa names the one skill that may call: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
const SKILL = "lambda:eventsourcetoken";

/** The statements of a policy that let strangers in. */
export function openStatements(
  document: PolicyDocument,
  policy: ServicePolicy | undefined,
  now?: Date,
): OpenStatement[] {
  const everyone = publicStatements(document, { now });
  const open = everyone.map(({ statement, why, certainty }) => ({
    statement,
    fingerprint: statementDigest(statement),
    why,
    forService: false,
    isInDoubt: certainty === "doubt",
  }));
  const found = new Set(everyone.map(({ index }) => index));
  const services = policy === undefined ? [] : openServiceStatements(document, { now });
  const others = services.filter(
    ({ index, services: names, statement }) =>
      !found.has(index) && !names.every((name) => policy?.services.includes(name)) && !isSkill(statement),
  );
  return [
    ...open,
    ...others.map(({ statement, why }) => ({
      statement,
      fingerprint: statementDigest(statement),
      why,
      forService: true,
      isInDoubt: true,
    })),
  ];
}

function isSkill(statement: Statement): boolean {
  return (
    statement.effect !== "unreadable" && statement.conditions.some(({ key }) => key.toLowerCase() === SKILL)
  );
}

/**
 * A policy as AWS answers with it. Where no statement is left AWS has no policy.
 *
 * @throws UnreadablePolicyError for what is no policy, and whatever else the SDK throws.
 */
export async function policyIn(answer: Promise<{ Policy?: string | undefined }>): Promise<PolicyDocument> {
  try {
    const policy = readPolicy((await answer).Policy);
    if (policy.readable) return policy;
    throw new UnreadablePolicyError(policy.why);
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException")
      return { readable: true, text: "", statements: [] };
    throw error;
  }
}

/** The statement that a call has added, as a policy of its own; `undefined` where the record doesn't show it. */
export function addedBy({ responseElements }: CloudTrailRecord): PolicyDocument | undefined {
  const { statement } = responseElements ?? {};
  const policy = readPolicy({
    Statement: [typeof statement === "string" ? parseJson(statement) : statement],
  });
  return policy.readable && policy.statements[0]?.effect !== "unreadable" ? policy : undefined;
}

export const NOT_SHOWN = "the record does not show the statement that the call has added";

/** How a finding puts it. */
export function toldOf({ why, forService }: OpenStatement, what: string) {
  return { summary: `${what}: ${why}`, severity: forService ? ("medium" as const) : ("high" as const) };
}

export function sidOf(statement: Statement): string | undefined {
  return statement.effect === "unreadable" ? undefined : statement.sid;
}

/** The calls that take a statement away, and that add one; the latter has the members that AWS's call has. */
export interface StatementCalls {
  remove: (StatementId: string) => Pick<Step, "service" | "operation" | "input">;
  add: (permission: JsonObject) => Pick<Step, "service" | "operation" | "input">;
  /** Which member of the call a condition comes from, by operator and key in small letters. */
  conditions: ReadonlyMap<string, string>;
}

/**
 * What stands of a finding's statement in the live policy, and the plan that takes just that away: all statements that say the
 * same, under whatever ids.
 *
 * @param open those that let strangers in, of the live policy
 */
export function inspectStatements(
  open: readonly OpenStatement[],
  fingerprint: string,
  what: string,
  { remove, add, conditions }: StatementCalls,
): Inspection {
  const same = open.filter((each) => each.fingerprint === fingerprint);
  const state = { statements: same.map(({ statement }) => statement.text).toSorted() };
  const [first] = same;
  if (!first) return { state };
  const steps: Plan["steps"] = [];
  const undo: Plan["undo"] = [];
  const lost: string[] = [];
  for (const { statement } of same) {
    const id = sidOf(statement);
    if (id === undefined)
      return { state, stuck: `${what} has a statement that can't be read: look at it by hand` };
    const permission = permissionOf(statement, conditions);
    if (permission)
      undo.push({ ...add(permission), does: `add statement ${id} of ${what} again`, undoes: steps.length });
    else lost.push(`statement ${id}: no call of Lambda's writes one like it`);
    steps.push({ ...remove(id), does: `take statement ${id} of ${what} away` });
  }
  const doubt = lost.length > 0 ? "it can't be taken back" : first.why;
  return {
    state,
    plan: {
      version: 1,
      steps,
      undo,
      ...(lost.length > 0 && { lost }),
      ...((first.isInDoubt || lost.length > 0) && { confirm: `somebody may rely on it: ${doubt}` }),
    },
  };
}

/** The input of the call that adds this very statement; `undefined` where there is none. */
export function permissionOf(
  statement: Statement,
  conditions: ReadonlyMap<string, string>,
): JsonObject | undefined {
  if (statement.effect !== "Allow" || statement.principal?.not !== false || statement.action.not)
    return undefined;
  const [principal, ...principals] = statement.principal.names;
  const [Action, ...actions] = statement.action.patterns;
  const isCallable = principal?.kind === "AWS" || principal?.kind === "Service";
  if (!isCallable || Action === undefined || principals.length + actions.length > 0) return undefined;
  const permission: JsonObject = { StatementId: statement.sid, Action, Principal: principal.name };
  for (const { operator, key, values } of statement.conditions) {
    const member = conditions.get(`${operator} ${key}`.toLowerCase());
    const [value, ...others] = values;
    if (member === undefined || value === undefined || others.length > 0) return undefined;
    permission[member] = operator.toLowerCase() === "bool" ? value === "true" : value;
  }
  return permission;
}
