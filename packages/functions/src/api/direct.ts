import type { Person, Role } from "@snapback/core/person/person";
import * as z from "zod";

/**
 * The API without API Gateway: whoever holds the right `lambda:InvokeFunction` on its function calls it directly. Lambda
 * doesn't tell the function who that was, so the right itself is what counts: its holder has the role that the operator gave
 * all of them, and the name is the caller's own word, written down as such (`iam:`). Lambda's data events in CloudTrail, where
 * they are recorded, know better.
 */

/** IAM's and STS's own limits, all printable: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const CallerArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]{0,20}:(iam|sts)::\d{12}:(root|user\/([!-~]{1,510}\/)?[\w+=,.@-]{1,64}|assumed-role\/[\w+=,.@-]{1,64}\/[\w+=,.@-]{1,64}|federated-user\/[\w+=,.@-]{1,64})$/,
  );

/**
 * A request as a direct call brings it. API Gateway always sends `version`, `routeKey`, `headers` and `requestContext` of its
 * own, and what a browser sends is below them; so nothing that comes by HTTP has just these three members.
 */
export type DirectEvent = z.infer<typeof DirectEvent>;
export const DirectEvent = z.strictObject({
  snapback: z.literal(1),
  request: z
    .strictObject({
      method: z.enum(["GET", "POST", "PUT"]),
      path: z
        .string()
        .max(4096)
        .regex(/^\/api\/[!-~]*$/),
      headers: z.strictObject({
        "content-type": z.literal("application/json").optional(),
        "idempotency-key": z
          .string()
          .regex(/^[!-~]{1,200}$/)
          .optional(),
      }),
      body: z.string().max(100_000).optional(),
    })
    .refine(({ method, body }) => method !== "GET" || body === undefined),
  caller: z.strictObject({ arn: CallerArn }),
});

/** What is answered to it: an HTTP response as API Gateway would take it. */
export type DirectAnswer = z.infer<typeof DirectAnswer>;
export const DirectAnswer = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** The request of a direct call, and the person who makes it; `undefined` for an event of any other kind. */
export function directRequest(event: unknown, role: Role): { request: Request; person: Person } | undefined {
  const { data } = DirectEvent.safeParse(event);
  if (data === undefined) return undefined;
  const { method, path, body } = data.request;
  const headers = new Headers();
  for (const [name, value] of Object.entries(data.request.headers))
    if (value !== undefined) headers.set(name, value);
  const init = { method, headers, ...(body !== undefined && { body }) };
  return {
    request: new Request(`https://api.invalid${path}`, init),
    person: personOf(data.caller.arn, role),
  };
}

export async function directAnswer(response: Response): Promise<DirectAnswer> {
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** Marked as IAM's: neither the id nor the name can be that of a person of the user pool. */
function personOf(arn: string, role: Role): Person {
  // A user's path, in which there may be anything, is no part of the name.
  const name = arn.replace(/^([^:]*:){5}/, "").replace(/^user\/.*\//, "user/");
  return { id: `iam:${arn}`, name: `iam:${name}`, role };
}
