import * as z from "zod";
import { parseJson } from "../json.ts";
import { policyText, statementSpans } from "./text.ts";

/** A policy that could not be read is never taken for a fine one. */
export type Policy = PolicyDocument | UnreadablePolicy;

export interface PolicyDocument {
  readable: true;
  /** As plain JSON text, whatever it came as. */
  text: string;
  statements: Statement[];
}

export interface UnreadablePolicy {
  readable: false;
  why: string;
}

export type Statement = ReadStatement | UnreadStatement;

interface Place {
  /** Its position in the policy. */
  index: number;
  /** Its own JSON, character for character. */
  text: string;
}

/** What AWS may take, and nobody here understands: in doubt it allows anything to anyone. */
export interface UnreadStatement extends Place {
  effect: "unreadable";
}

export interface ReadStatement extends Place {
  effect: "Allow" | "Deny";
  sid: string | undefined;
  /** Absent in identity policies. */
  principal: Principals | undefined;
  action: Patterns;
  /** Absent where the resource is the one that has the policy. */
  resource: Patterns | undefined;
  /** All of them have to hold. */
  conditions: Condition[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Patterns {
  not: boolean;
  patterns: string[];
}

/** `Principal` or `NotPrincipal`: `*` alone is the AWS principal `*`, as AWS reads it. */
export interface Principals {
  not: boolean;
  /** Kinds as they are spelled: `AWS`, `Service`, `Federated`, `CanonicalUser`. */
  names: { kind: string; name: string }[];
}

/** One key under one operator; one of the values has to match. */
export interface Condition {
  operator: string;
  key: string;
  values: string[];
}

const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value): unknown => (Array.isArray(value) ? value : [value]), z.array(item));

/** An object as its members: a member of any name counts, `__proto__` too. */
const members = <Value extends z.ZodType>(value: Value) =>
  z.preprocess(
    (object): unknown => {
      const plain = typeof object === "object" && object !== null && !Array.isArray(object);
      return plain ? Object.entries(object) : undefined;
    },
    z.array(z.tuple([z.string(), value])),
  );

const Texts = oneOrMany(z.string());
const Values = oneOrMany(z.union([z.string(), z.number(), z.boolean()]).transform(String));
const PrincipalElement = z.union([
  Texts.transform((names) => names.map((name) => ({ kind: "AWS", name }))),
  members(Texts).transform((kinds) =>
    kinds.flatMap(([kind, names]) => names.map((name) => ({ kind, name }))),
  ),
]);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const StatementElements = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: PrincipalElement.optional(),
  NotPrincipal: PrincipalElement.optional(),
  Action: Texts.optional(),
  NotAction: Texts.optional(),
  Resource: Texts.optional(),
  NotResource: Texts.optional(),
  Condition: members(members(Values)).optional(),
});

/**
 * Reads a policy document: JSON text, URL-encoded JSON text (as IAM's reads answer), or an object (as CloudTrail renders
 * S3's). The empty text, by which SQS and others take a policy away, is a policy without statements.
 *
 * A statement that is not understood is `unreadable`, and the others are read all the same. Never throws.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function readPolicy(value: unknown): Policy {
  if (value === "") return { readable: true, text: "", statements: [] };
  const text = policyText(value);
  if (text === undefined) return { readable: false, why: "the policy is no JSON object" };
  const spans = statementSpans(text);
  if (spans === undefined) return { readable: false, why: "the policy has no Statement" };
  const statements = spans.map(({ start, end }, index) => readStatement(text.slice(start, end), index));
  return { readable: true, text, statements };
}

function readStatement(text: string, index: number): Statement {
  const read = StatementElements.safeParse(parseJson(text));
  if (!read.success) return { index, text, effect: "unreadable" };
  const { Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } =
    read.data;
  const action = either(Action, NotAction);
  const both = (Principal && NotPrincipal) || (Resource && NotResource);
  if (action === undefined || both) return { index, text, effect: "unreadable" };
  const names = Principal ?? NotPrincipal;
  return {
    index,
    text,
    effect: Effect,
    sid: Sid,
    principal: names && { not: NotPrincipal !== undefined, names },
    action,
    resource: either(Resource, NotResource),
    conditions: (Condition ?? []).flatMap(([operator, keys]) =>
      keys.map(([key, values]) => ({ operator, key, values })),
    ),
  };
}

function either(plain: string[] | undefined, not: string[] | undefined): Patterns | undefined {
  if (plain && not) return undefined;
  const patterns = plain ?? not;
  return patterns && { not: not !== undefined, patterns };
}
