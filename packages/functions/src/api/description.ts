import { z } from "@hono/zod-openapi";
import { Problem } from "./problem.ts";

/** How a route is described: what the OpenAPI document says of its requests and answers. */

/** An answer with a body. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  content: { "application/json": { schema } },
  description,
});

/** A request's body, which has to be there, with an example of it. */
export const body = <S extends z.ZodType>(schema: S, example: z.input<S>) => ({
  content: { "application/json": { schema, example } },
  required: true as const,
});

export const refused = (description: string) => ({
  content: { "application/problem+json": { schema: Problem } },
  description,
});

/** What any request can be answered with. */
export const refusals = {
  401: refused("No access token, or none that is valid"),
  403: refused("Signed in, but without the role that this needs"),
  503: refused("Sign-in can't be checked now"),
};

/** What any request that changes something can be answered with, too. */
export const changeRefusals = {
  ...refusals,
  400: refused("A body, parameter or header that can't be used; the detail says what is wrong with it"),
  415: refused("A body that is not JSON"),
};

/** Why something is done: kept for good, and shown to everyone. */
export const Reason = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .describe("Why: kept for good, and shown to everyone");

/** A time in any zone; kept in UTC. */
export const Time = z.iso
  .datetime({ offset: true })
  .max(50)
  .describe("A time as RFC 3339 has it: 2026-11-23T08:00:00Z");

export const IdempotencyKey = z.object({
  "Idempotency-Key": z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      "Chosen by the caller: the same request with the same key, by the same person, has one effect and the same answer",
    ),
});
