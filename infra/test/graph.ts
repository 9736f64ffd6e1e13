import { inject } from "vitest";
import * as z from "zod";
import type { Evaluated } from "./evaluate.ts";
import { evaluatedBy } from "./evaluations.ts";
import type { StageName } from "./stages.ts";

const evaluated = new Map<StageName, Promise<Evaluated>>();

/** One of the stages, evaluated once for all tests of a run. @throws EvaluationError where its program fails */
export function deployed(stage: StageName): Promise<Evaluated> {
  const known = evaluated.get(stage) ?? evaluatedBy(inject("evaluations"), stage);
  evaluated.set(stage, known);
  return known;
}

type Inputs = Record<string, unknown>;

/** The inputs of all resources of a type (`sqs/queue:Queue`), by their names in the program. */
export function ofType({ resources }: Evaluated, type: string): Map<string, Inputs> {
  return new Map(
    resources.filter((resource) => resource.type === `aws:${type}`).map(({ name, inputs }) => [name, inputs]),
  );
}

/** The inputs of one resource. @throws where there is none of that name. */
export function named(graph: Evaluated, type: string, name: string): Inputs {
  const found = ofType(graph, type);
  const inputs = found.get(name);
  if (inputs === undefined) throw new Error(`no ${type} named ${name}, but ${[...found.keys()].join(", ")}`);
  return inputs;
}

/** The names in AWS of all resources of a type, in order. */
export function namesOf(graph: Evaluated, type: string): string[] {
  return [...ofType(graph, type).values()].map((inputs) => text(inputs.name)).toSorted();
}

/** The home region, as the app's provider has it. */
export function homeOf({ app }: Evaluated): string {
  return z.object({ aws: z.object({ region: z.string() }) }).parse(app.providers).aws.region;
}

/** An input that is a text. @throws ZodError where it is not. */
export function text(input: unknown): string {
  return z.string().parse(input);
}

const asList = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item)]).transform((value) => (Array.isArray(value) ? value : [value]));
const Principal = z.union([z.string(), z.record(z.string(), asList(z.string()))]);

/** A statement as policies have it in the graph: in IAM's own spelling, or in Pulumi's. */
export type PolicyStatement = z.infer<typeof PolicyStatement>;
const PolicyStatement = z
  .looseObject({
    Effect: z.string().optional(),
    Action: asList(z.string()).optional(),
    Resource: asList(z.string()).optional(),
    Principal: Principal.optional(),
    Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    effect: z.string().optional(),
    actions: z.array(z.string()).optional(),
    resources: z.array(z.string()).optional(),
    principals: z.array(z.object({ type: z.string(), identifiers: z.array(z.string()) })).optional(),
    conditions: z
      .array(z.object({ test: z.string(), variable: z.string(), values: z.array(z.string()) }))
      .optional(),
  })
  .transform((raw) => ({
    effect: raw.Effect ?? raw.effect ?? "Allow",
    actions: raw.Action ?? raw.actions ?? [],
    resources: raw.Resource ?? raw.resources ?? [],
    principal: raw.Principal ?? raw.principals,
    conditions: raw.Condition ?? raw.conditions,
  }));
const Policy = z
  .looseObject({
    Statement: z.array(PolicyStatement).optional(),
    statements: z.array(PolicyStatement).optional(),
  })
  .transform((raw) => raw.Statement ?? raw.statements ?? []);

/** The statements of a policy, given as JSON text or as an object. */
export function statementsOf(policy: unknown): PolicyStatement[] {
  return Policy.parse(typeof policy === "string" ? JSON.parse(policy) : policy);
}

const RoleInputs = z.looseObject({
  name: z.string(),
  assumeRolePolicy: z.unknown(),
  managedPolicyArns: z.array(z.string()).default([]),
  inlinePolicies: z.array(z.object({ policy: z.string() })).default([]),
});

/** A role as one reads it: who may assume it, and what it may do. */
function roleOf(inputs: Inputs) {
  const { name, assumeRolePolicy, managedPolicyArns, inlinePolicies } = RoleInputs.parse(inputs);
  return {
    name,
    trust: statementsOf(assumeRolePolicy),
    managed: managedPolicyArns,
    statements: inlinePolicies.flatMap(({ policy }) => statementsOf(policy)),
  };
}

/** All roles of a stage, by their names in AWS. */
export function roles(graph: Evaluated) {
  return new Map(
    [...ofType(graph, "iam/role:Role").values()].map((inputs) => [String(inputs.name), roleOf(inputs)]),
  );
}
