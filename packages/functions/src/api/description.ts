import { z } from "@hono/zod-openapi";
import { LONGEST_REASON } from "@snapback/core/decision/reason";
import { type More, Problem } from "./problem.ts";
import { type ProblemTitle, problemKinds, problemType } from "./problem-kinds.ts";

/** How a route is described: what the OpenAPI document says of its requests and answers. */

/** An answer with a body, with an example of it. */
export const json = <S extends z.ZodType>(schema: S, description: string, example?: z.input<S>) => ({
  content: { "application/json": { schema, ...(example !== undefined && { example }) } },
  description,
});

/** A request's body, which has to be there, with an example of it. */
export const body = <S extends z.ZodType>(schema: S, example: z.input<S>) => ({
  content: { "application/json": { schema, example } },
  required: true as const,
});

/** A problem as an example: its kind, what it could say, and what else is in it. */
type ProblemExample = readonly [title: ProblemTitle, detail: string, more?: More];

/** A problem that a request can be answered with, with examples of it. */
export const refused = (description: string, ...examples: readonly ProblemExample[]) => ({
  content: {
    "application/problem+json": {
      schema: Problem,
      ...(examples.length > 0 && { examples: Object.fromEntries(examples.map(named)) }),
    },
  },
  description,
});

function named([title, detail, more]: ProblemExample) {
  const { status, means } = problemKinds[title];
  const type = problemType(title);
  return [
    type.replace(/^.*#problem-/, ""),
    { summary: means, value: { type, title, status, detail, ...more } },
  ];
}

/** What any request can be answered with. */
export const refusals = {
  400: refused("A parameter that can't be used, or that is not there", [
    "Invalid request",
    'There is no parameter "severty" here.',
    {
      errors: [{ parameter: "severty", detail: "There is no such parameter" }],
    },
  ]),
  401: refused("No access token, or none that is valid", ["Not signed in", "There is no access token."]),
  403: refused(
    "Signed in, but without the role that this needs",
    ["Not allowed", "This needs the role responder, and yours is viewer."],
    ["In no group", "You are signed in, but in none of the groups viewer, responder, admin. Ask an admin."],
  ),
  500: refused("A bug, or AWS can't be had", [
    "Internal error",
    "The API could not answer. Its log has the reason.",
  ]),
  503: refused("Sign-in can't be checked now", [
    "Sign-in can't be checked",
    "Try again in some seconds. The API's log has the reason.",
  ]),
};

/** What any request that changes something can be answered with, too. */
export const changeRefusals = {
  ...refusals,
  400: refused("A body, parameter or header that can't be used; `errors` has what is wrong with it", [
    "Invalid request",
    "✖ Too small: expected string to have >=1 characters\n  → at reason",
    {
      errors: [{ pointer: "#/reason", detail: "Too small: expected string to have >=1 characters" }],
    },
  ]),
  413: refused("A body that is larger than any request needs", [
    "Too large",
    "A body has 100000 bytes at most.",
  ]),
  415: refused("A body that is not JSON", [
    "Unsupported media type",
    "Send the body as JSON, as application/json.",
  ]),
};

/** What is answered about something that is not there. */
export const missing = (description: string, what: string) =>
  refused(description, ["Not found", `There is no ${what}.`]);

/** An id in a path. */
export const id = (what: string, example: string) => z.string().max(100).describe(what).openapi({ example });

/** That the Idempotency-Key came with something else before. */
export const keyUsed = [
  "Key used already",
  "This Idempotency-Key came with another request before.",
] as const;

/** Why something is done: kept for good, and shown to everyone. */
export const Reason = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_REASON)
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
