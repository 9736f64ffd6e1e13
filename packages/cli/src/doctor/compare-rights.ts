import type { Statement } from "@snapback/core/grants/statement";
import * as z from "zod";

/** IAM takes one string where a list has one member. */
const Strings = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Scalars = z.union([z.string(), z.number(), z.boolean()]);

/** A statement as it stands in a role's policy. `Sid` says nothing about rights. */
const LiveStatement = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.string(),
  Action: Strings.optional(),
  Resource: Strings.optional(),
  Condition: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.union([Scalars.transform((one) => [String(one)]), z.array(Scalars.transform(String))]),
      ),
    )
    .optional(),
});

/** A policy document, whose statements may be one or a list. */
export const PolicyDocument = z.object({
  Statement: z.preprocess((one) => (Array.isArray(one) ? one : [one]), z.array(LiveStatement)),
});
export type LiveStatement = z.infer<typeof LiveStatement>;

/** Rights with the same resource and condition share a line. */
export interface Difference {
  /** Declared, and not there. */
  missing: string[];
  /** There, and not declared. */
  unexpected: string[];
  /** Statements that say something else than that actions are allowed on resources: nothing that Snapback declares. */
  odd: string[];
}

/**
 * Holds a role's statements against the declared ones, right by right: an action on a resource under a condition. How
 * they are spread over statements, and their order, make no difference; wildcards have to be the declared ones.
 */
export function compareRights(expected: readonly Statement[], live: readonly LiveStatement[]): Difference {
  const declared = new Set(expected.flatMap(declaredRights));
  const read = live.map((statement) => ({ statement, rights: liveRights(statement) }));
  const there = new Set(read.flatMap(({ rights = [] }) => rights));
  return {
    missing: together([...declared].filter((right) => !there.has(right))),
    unexpected: together([...there].filter((right) => !declared.has(right))),
    odd: read.flatMap(({ statement, rights }) => (rights ? [] : JSON.stringify(statement))),
  };
}

function declaredRights({ actions, resources, conditions = [] }: Statement): string[] {
  const when = conditions.map(({ test, variable, values }) => condition(test, variable, values));
  return spread(actions, resources, when);
}

/** `undefined` for a denial, and for what is said with NotAction and the like. */
function liveRights({ Sid: _, ...statement }: LiveStatement): string[] | undefined {
  const { Effect, Action, Resource, Condition = {}, ...others } = statement;
  if (Effect !== "Allow" || Action === undefined || Resource === undefined) return undefined;
  if (Object.keys(others).length > 0) return undefined;
  const when = Object.entries(Condition).flatMap(([test, variables]) =>
    Object.entries(variables).map(([variable, values]) => condition(test, variable, values)),
  );
  return spread(Action, Resource, when);
}

/** All actions on the same resource, under the same condition, in one line. */
function together(rights: readonly string[]): string[] {
  const actions = new Map<string, string[]>();
  for (const right of rights.toSorted()) {
    const [action = "", on = ""] = right.split(/ (.*)/s);
    actions.set(on, [...(actions.get(on) ?? []), action]);
  }
  return [...actions].map(([on, some]) => `${some.join(", ")} ${on}`);
}

function spread(actions: readonly string[], resources: readonly string[], when: string[]): string[] {
  const under = when.length === 0 ? "" : ` if ${when.toSorted().join(" and ")}`;
  return actions.flatMap((action) => resources.map((resource) => `${action} on ${resource}${under}`));
}

function condition(test: string, variable: string, values: readonly string[]): string {
  return `${variable} ${test} ${values.toSorted().join(", ")}`;
}
