import type { Statement } from "@snapback/core/grants/statement";
import * as z from "zod";
import { compareRights, type LiveStatement } from "./compare-rights.ts";

const Trust = z.object({
  Statement: z.preprocess(
    (one) => (Array.isArray(one) ? one : [one]),
    z.array(z.record(z.string(), z.unknown())),
  ),
});

/** A role as it stands in the account. */
export interface LiveRole {
  /** The document of its trust policy. */
  trust: unknown;
  /** Of all its inline policies. */
  statements: readonly LiveStatement[];
  /** ARNs of managed policies. */
  attached: readonly string[];
}

/** What is wrong with a function's role, each to be read after its name. */
export function roleFaults(
  expected: readonly Statement[],
  { trust, statements, attached }: LiveRole,
): string[] {
  const { missing, unexpected, odd } = compareRights(expected, statements);
  const trusted = trustFault(trust);
  return [
    ...missing.map((right) => `may not ${right}, which it needs`),
    ...unexpected.map((right) => `may ${right}, which nothing declares`),
    ...odd.map((statement) => `has the statement ${statement}, which nothing declares`),
    ...attached.map((policy) => `has the policy ${policy} attached, which nothing declares`),
    ...(trusted === undefined ? [] : [trusted]),
  ];
}

/** That anyone but Lambda may assume it, or that Lambda may not. */
function trustFault(document: unknown): string | undefined {
  const parsed = Trust.safeParse(document);
  if (!parsed.success) return "has a trust policy that can't be read";
  const allowing = parsed.data.Statement.filter(({ Effect }) => Effect === "Allow");
  const others = allowing.filter((statement) => !isLambda(statement));
  if (others.length > 0) {
    const who = others.map(({ Principal, NotPrincipal }) =>
      JSON.stringify(Principal ?? { not: NotPrincipal }),
    );
    return `can be assumed by others than Lambda: ${who.join(", ")}`;
  }
  return allowing.some(({ Action }) => list(Action).includes("sts:AssumeRole"))
    ? undefined
    : "can't be assumed by Lambda";
}

function isLambda({ Principal }: Record<string, unknown>): boolean {
  const { Service, ...others } = z.record(z.string(), z.unknown()).safeParse(Principal).data ?? {};
  return (
    Object.keys(others).length === 0 &&
    JSON.stringify(list(Service)) === JSON.stringify(["lambda.amazonaws.com"])
  );
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
