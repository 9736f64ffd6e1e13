import { type PolicyContext, strengthOf, strongest } from "./condition.ts";
import { isDenied } from "./deny.ts";
import type { Condition, PolicyDocument, ReadStatement } from "./document.ts";
import type { Offence } from "./offence.ts";
import { reachOf } from "./principal.ts";
import { clipped, describeActions, listed } from "./words.ts";

export type PublicStatement = Offence<"public" | "doubt">;

/**
 * Which statements of a resource's policy let outsiders in: anonymous callers, or callers from any AWS account. In doubt they
 * do, and `certainty` says so: conditions and principals that are not known, policy variables, statements that can't be read.
 * Not looked into: whether the service takes anonymous calls at all, and settings around the policy (public-access blocks).
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function publicStatements(document: PolicyDocument, context: PolicyContext = {}): PublicStatement[] {
  return document.statements.flatMap((statement): PublicStatement[] => {
    const { index, effect } = statement;
    if (effect === "unreadable")
      return [
        { index, statement, certainty: "doubt", why: "a statement that can't be read may let anyone in" },
      ];
    if (effect === "Deny") return [];
    const judged = judge(statement, context);
    return judged && !isDenied(statement, document) ? [{ index, statement, ...judged }] : [];
  });
}

function judge(statement: ReadStatement, context: PolicyContext) {
  const { principal, conditions, action } = statement;
  const { reach, name } = reachOf(principal);
  const strengths = conditions.map((condition) => ({ condition, strength: strengthOf(condition, context) }));
  const strength = strongest(strengths.map((each) => each.strength));
  if (reach === "named" || strength === "restricts") return undefined;
  const certainty: PublicStatement["certainty"] =
    reach === "doubt" || strength === "doubt" ? "doubt" : "public";
  const about = (wanted: string) =>
    listed(keysOf(strengths.filter((each) => each.strength === wanted).map((each) => each.condition)));
  const who = { everyone: principal?.not ? "anyone but those it names" : "anyone", doubt: doubtful(name) }[
    reach
  ];
  const unless =
    strength === "doubt"
      ? `, unless a condition keeps them out, which is in doubt (${about("doubt")})`
      : openly(about("open"));
  return { certainty, why: `${who} may ${describeActions(action)}${unless}` };
}

const doubtful = (name: string | undefined) =>
  name === undefined
    ? "whoever a statement without a principal is for"
    : `whoever ${clipped(name)} stands for`;

const openly = (keys: string) => (keys === "" ? "" : `; its conditions (${keys}) keep nobody out`);

const keysOf = (conditions: readonly Condition[]) => [...new Set(conditions.map(({ key }) => key))];
