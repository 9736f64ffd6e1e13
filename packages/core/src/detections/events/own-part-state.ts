import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import type { GoodState } from "../../baseline/schema.ts";
import type { Resource } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan, Step } from "../../response/plan.ts";
import type { Inspection, Look, Place } from "../define.ts";
import type { Tampering } from "./own-calls.ts";
import type { TouchedPart } from "./own-part.ts";

const CONCURRENCY = "reserved-concurrency";
const Reserved = z.object({ ReservedConcurrentExecutions: z.int().min(1) });

/** A rule that is disabled and a function that may not run are one call away from being right: all else takes a deploy. */
export async function inspectPart(
  { arn: resource }: Resource,
  { type, name, what, bus }: { type: string; name: string; what: Tampering; bus?: string | undefined },
  { live, baseline }: Pick<Look, "live" | "baseline">,
): Promise<Inspection> {
  if (type === "AWS::Events::Rule" && what === "disabled") {
    const input = { Name: name, ...(bus !== undefined && { EventBusName: bus }) };
    const { State = "" } = await (await live.client("events")).DescribeRule(input);
    const state = { rule: name, state: State };
    if (State !== "DISABLED") return { state };
    return { state, plan: swapped("events", ["EnableRule", input], ["DisableRule", input], `rule ${name}`) };
  }
  if (type === "AWS::Lambda::Function" && what === "throttled") {
    const input = { FunctionName: name };
    const lambda = await live.client("lambda");
    const { ReservedConcurrentExecutions: now } = await lambda.GetFunctionConcurrency(input);
    const state = { function: name, reserved: now ?? "none" };
    if (now !== 0) return { state };
    const before = Reserved.safeParse((await baseline(resource, CONCURRENCY))?.value).data;
    const to = before
      ? (["PutFunctionConcurrency", { ...input, ...before }] as const)
      : (["DeleteFunctionConcurrency", input] as const);
    const back = ["PutFunctionConcurrency", { ...input, ReservedConcurrentExecutions: 0 }] as const;
    const plan = swapped("lambda", to, back, `function ${name}`);
    const caveats = ["whether it had a concurrency of its own is not known: it shares the account's"];
    return { state, plan: { ...plan, ...(before === undefined && { caveats }) } };
  }
  return {
    state: { part: name, was: what },
    stuck: `Snapback can't put ${name} back by itself: deploy again (npx sst deploy), and find out who did this.`,
  };
}

type Call = readonly [operation: string, input: JsonObject];

function swapped(service: string, [operation, input]: Call, undo: Call, what: string): Plan {
  const step = (called: string, with_: JsonObject, does: string): Step => ({
    service,
    operation: called,
    input: with_,
    does,
  });
  return {
    version: 1,
    steps: [step(operation, input, `let ${what} work again`)],
    undo: [{ ...step(...undo, `switch ${what} off again`), undoes: 0 }],
  };
}

/** A function's own share of the account's concurrency, to come back later. */
export function goodConcurrency({ resource }: TouchedPart, reserved: unknown): GoodState | undefined {
  const value = Reserved.safeParse({ ReservedConcurrentExecutions: reserved }).data;
  return value && { resource: resource.arn, aspect: CONCURRENCY, value };
}

/** The rules and functions that are Snapback's by their names, with what is wrong with them. */
export async function* sweepParts(
  live: LiveAccount,
  place: Place,
  prefix: string,
): AsyncGenerator<{ part: TouchedPart; what?: Tampering; baselines?: GoodState[] }> {
  const events = await live.client("events");
  const buses = await events.ListEventBuses({ NamePrefix: prefix });
  for (const bus of [undefined, ...buses.flatMap(({ Name }) => Name ?? [])]) {
    // On a bus of its own all rules are Snapback's.
    const rules = await events.ListRules(bus === undefined ? { NamePrefix: prefix } : { EventBusName: bus });
    for (const { Name: id, State } of rules) {
      if (id === undefined) continue;
      const path = bus === undefined ? id : `${bus}/${id}`;
      const arnOfRule = arn("events", place.region, place.account, `rule/${path}`);
      const resource = { arn: arnOfRule, type: "AWS::Events::Rule", id };
      const part = { resource, names: [id], ...(bus !== undefined && { bus }) };
      yield { part, ...(State === "DISABLED" && { what: "disabled" as const }) };
    }
  }
  const lambda = await live.client("lambda");
  for (const { FunctionName: id } of await lambda.ListFunctions({})) {
    if (!id?.startsWith(prefix)) continue;
    const { ReservedConcurrentExecutions: now } = await lambda.GetFunctionConcurrency({ FunctionName: id });
    const arnOfFunction = arn("lambda", place.region, place.account, `function:${id}`);
    const part = { resource: { arn: arnOfFunction, type: "AWS::Lambda::Function", id }, names: [id] };
    const good = goodConcurrency(part, now);
    yield { part, ...(now === 0 && { what: "throttled" as const }), ...(good && { baselines: [good] }) };
  }
}
