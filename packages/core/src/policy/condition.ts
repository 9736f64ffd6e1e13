import { isOpenKey, OFTEN_THERE, RESTRICTING, type Strength, strengthOfValues } from "./condition-key.ts";
import type { Condition } from "./document.ts";

/** When the question is asked: it matters where a policy has an end. */
export interface PolicyContext {
  now?: Date | undefined;
}

interface Operator {
  /** `ForAllValues:` holds where the key is absent, `ForAnyValue:` does not. */
  set: "any" | "all" | undefined;
  /** In small letters, without `Not`. */
  base: string;
  negated: boolean;
  ifExists: boolean;
}

const TIMES = new Set(["aws:currenttime", "aws:epochtime"]);

function operatorOf(text: string): Operator {
  const [, set, name = "", ifExists] =
    /^(?:for(any|all)values?:)?(.*?)(ifexists)?$/s.exec(text.toLowerCase()) ?? [];
  const base = name.replace(/^(string|arn|numeric|date)not|^not(?=ipaddress$)/, "$1");
  return {
    set: set === "any" || set === "all" ? set : undefined,
    base,
    negated: base !== name,
    ifExists: ifExists !== undefined,
  };
}

/**
 * Does one condition of an Allow keep outsiders out: anonymous callers, and callers from any account? Surely not where the
 * key is absent of their calls and absence is enough (negated operators, `…IfExists`, `ForAllValues:`).
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function strengthOf({ operator, key, values }: Condition, { now }: PolicyContext): Strength {
  const name = key.toLowerCase();
  const { set, base, negated, ifExists } = operatorOf(operator);
  if (TIMES.has(name)) return strengthOfTime(base, values, now);
  if (isOpenKey(name)) return "open";
  if (base === "null") return values.every((value) => value === "true") ? "open" : "doubt";
  if (name === "elasticfilesystem:accessedviamounttarget")
    return strengthOfMountTarget(base, values, ifExists);
  // The other value, AWS_IAM, lets in whoever signs with credentials of any account.
  if (name === "lambda:functionurlauthtype") return values.includes("NONE") ? "open" : "doubt";
  const kind = RESTRICTING.get(name);
  if (kind === undefined) return "doubt";
  // Of everybody but everybody nobody is left, or whoever lacks the key.
  if (negated) return strengthOfValues(kind, values, base) === "open" ? "doubt" : "open";
  if (set === "all" || ifExists) return OFTEN_THERE.has(name) ? "doubt" : "open";
  return strengthOfValues(kind, values, base);
}

/** EFS's own way of saying "from within a VPC". https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html */
function strengthOfMountTarget(base: string, values: readonly string[], ifExists: boolean): Strength {
  if (values.some((value) => value !== "true")) return "open";
  return base === "bool" && !ifExists && values.length > 0 ? "restricts" : "doubt";
}

/** What ended before `now` may let nobody in any more. */
function strengthOfTime(base: string, values: readonly string[], now: Date | undefined): Strength {
  if (!/lessthan/.test(base)) return "open";
  const ends = values.map((value) => (/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value)));
  return now && ends.some((end) => end > now.getTime()) ? "open" : "doubt";
}

/** Of conditions that all have to hold: as good as the best. */
export function strongest(strengths: readonly Strength[]): Strength {
  if (strengths.includes("restricts")) return "restricts";
  return strengths.includes("doubt") ? "doubt" : "open";
}

/**
 * Do the conditions of a Deny hold for every outsider's call? They do where there are none, and where each says "unless it is
 * one of us": negated, so that it holds where the key is absent, and with values that no outsider has.
 */
export function holdForOutsiders(conditions: readonly Condition[]): boolean {
  return conditions.every(({ operator, key, values }) => {
    const name = key.toLowerCase();
    const { set, base, negated } = operatorOf(operator);
    const kind = RESTRICTING.get(name);
    return (
      kind !== undefined && negated && set !== "any" && strengthOfValues(kind, values, base) === "restricts"
    );
  });
}
