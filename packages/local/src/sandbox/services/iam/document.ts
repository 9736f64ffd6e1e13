import * as z from "zod";
import { AwsError } from "../../aws-error.ts";

const statement = z.record(z.string(), z.unknown());
const document = z.object({
  Version: z.enum(["2012-10-17", "2008-10-17"]).optional(),
  Statement: z.union([statement, z.array(statement).min(1)]),
});

/** A policy that says what its holder may do: it names resources, and no principal. */
export function checkIdentityPolicy(text: string): void {
  for (const one of statementsOf(text)) {
    if ("Principal" in one || "NotPrincipal" in one)
      throw malformed("Policy document should not specify a principal.");
    if (!("Resource" in one || "NotResource" in one))
      throw malformed("Policy statement must contain resources.");
  }
}

/** A role's trust policy: it names principals, and no resource. */
export function checkTrustPolicy(text: string): void {
  for (const one of statementsOf(text)) {
    if (!("Principal" in one || "NotPrincipal" in one)) throw malformed("Missing required field Principal");
    if ("Resource" in one || "NotResource" in one) throw malformed("Has prohibited field Resource");
  }
}

function statementsOf(text: string): Record<string, unknown>[] {
  const { Statement } = parse(text);
  return Array.isArray(Statement) ? Statement : [Statement];
}

function parse(text: string): z.output<typeof document> {
  try {
    return document.parse(JSON.parse(text));
  } catch (cause) {
    throw new AwsError("MalformedPolicyDocument", "Syntax errors in policy.", 400, { cause });
  }
}

function malformed(message: string): AwsError {
  return new AwsError("MalformedPolicyDocument", message);
}

/** RFC 3986, which spares fewer characters than `encodeURIComponent` does. */
export function encodeDocument(json: string): string {
  return encodeURIComponent(json).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
