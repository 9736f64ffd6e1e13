import { createRoute, z } from "@hono/zod-openapi";
import { Exemption, Scope } from "@snapback/core/exemption/schema";
import { needs } from "../authorize.ts";
import {
  body,
  changeRefusals,
  IdempotencyKey,
  json,
  Reason,
  refusals,
  refused,
  Time,
} from "../description.ts";

export const ExemptionView = Exemption.extend({
  state: z
    .enum(["active", "ended", "expired"])
    .describe("Does it hold, was it ended by a person, or has it run out?"),
}).openapi("Exemption");

const ExemptionList = z.object({ exemptions: z.array(ExemptionView) }).openapi("ExemptionList");

const OneExemption = z.object({ exemption: ExemptionView }).openapi("OneExemption");

const NewExemption = z.strictObject({ scope: Scope, reason: Reason, until: Time }).openapi("NewExemption");

const End = z.strictObject({ reason: Reason }).openapi("EndExemption");

export const listExemptions = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/exemptions",
  summary: "What is left alone, the first to run out first",
  request: {
    query: z.object({
      all: z
        .enum(["true", "false"])
        .default("false")
        .describe("With those that were ended, and those that have run out"),
    }),
  },
  responses: {
    ...refusals,
    200: json(ExemptionList, "Those that hold now, or all"),
    400: refused("A parameter that can't be used"),
  },
});

export const makeExemption = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/exemptions",
  summary: "Leave alone, for a time, what the scope describes",
  description:
    "Every part of the scope has to hold; `*` and `?` in the ARNs of resource and principal stand for any characters, and for one. Findings that it covers become `exempt`; when it ends, those whose violation still stands wait for approval.",
  request: {
    headers: IdempotencyKey,
    body: body(NewExemption, {
      scope: { detection: "ec2-sg-ingress-world", account: "111122223333", ports: { from: 8443, to: 8443 } },
      reason: "A load test from outside.",
      until: "2026-11-24T18:00:00Z",
    }),
  },
  responses: {
    ...changeRefusals,
    201: json(OneExemption, "It holds from now on"),
    409: refused("The key was used for another request"),
  },
});

export const endExemption = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/exemptions/{id}/end",
  summary: "End an exemption before its time",
  request: {
    params: z.object({ id: z.string().max(100).describe("The exemption's id") }),
    body: body(End, { reason: "The test is over." }),
  },
  responses: {
    ...changeRefusals,
    200: json(OneExemption, "It holds no more; one that was ended before stays as it is"),
    404: refused("No such exemption"),
    409: refused("It has run out by itself"),
  },
});
