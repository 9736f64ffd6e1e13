import { createRoute, z } from "@hono/zod-openapi";
import { Exemption, Scope } from "@snapback/core/exemption/schema";
import { needs } from "../authorize.ts";
import {
  body,
  changeRefusals,
  IdempotencyKey,
  id,
  json,
  keyUsed,
  missing,
  Reason,
  refusals,
  refused,
  Time,
} from "../description.ts";
import { example } from "../examples.ts";

export const ExemptionView = Exemption.extend({
  state: z
    .enum(["active", "ended", "expired"])
    .describe("Does it hold, was it ended by a person, or has it run out?"),
}).openapi("Exemption");

export const ListedExemption = ExemptionView.extend({
  findings: z
    .object({
      now: z.int().describe("That it covers now"),
      all: z.int().describe("That it covers or has covered: as many as `where=exemption=…` finds"),
    })
    .describe("How many findings it lets through"),
}).openapi("ListedExemption");

const ExemptionList = z.object({ exemptions: z.array(ListedExemption) }).openapi("ExemptionList");

const OneExemption = z.object({ exemption: ExemptionView }).openapi("OneExemption");

const NewExemption = z.strictObject({ scope: Scope, reason: Reason, until: Time }).openapi("NewExemption");

const End = z.strictObject({ reason: Reason }).openapi("EndExemption");

const scope = {
  detection: example.detection,
  account: example.account,
  ports: { from: 8443, to: 8443 },
};
const made: z.input<typeof ExemptionView> = {
  id: example.exemption,
  scope,
  reason: "A load test from outside.",
  by: example.person,
  madeAt: "2026-11-23T09:00:00.000Z",
  until: "2026-11-24T18:00:00.000Z",
  state: "active",
};
const ended: z.input<typeof ExemptionView> = {
  ...made,
  ended: { by: example.person, at: "2026-11-23T12:00:00.000Z", reason: "The test is over." },
  state: "ended",
};

export const listExemptions = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/exemptions",
  operationId: "listExemptions",
  tags: ["Exemptions"],
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
    200: json(ExemptionList, "Those that hold now, or all", {
      exemptions: [{ ...made, findings: { now: 2, all: 3 } }],
    }),
  },
});

export const makeExemption = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/exemptions",
  operationId: "makeExemption",
  tags: ["Exemptions"],
  summary: "Leave alone, for a time, what the scope describes",
  description:
    "Every part of the scope has to hold; `*` and `?` in the ARNs of resource and principal stand for any characters, and for one. Findings that it covers become `exempt`; when it ends, those whose violation still stands are open again, for their detection's mode to decide. Without a key, a request that is sent twice makes two.",
  request: {
    headers: IdempotencyKey,
    body: body(NewExemption, {
      scope,
      reason: "A load test from outside.",
      until: "2026-11-24T18:00:00Z",
    }),
  },
  responses: {
    ...changeRefusals,
    201: json(OneExemption, "It holds from now on", { exemption: made }),
    409: refused("The key was used for another request", keyUsed),
  },
});

export const endExemption = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/exemptions/{id}/end",
  operationId: "endExemption",
  tags: ["Exemptions"],
  summary: "End an exemption before its time",
  description:
    "Findings that it covered, and whose violation still stands, are open again, for their detection's mode to decide; what a person had undone waits for approval. One that has ended stays as it is, so that this can be sent again without a key.",
  request: {
    params: z.object({ id: id("The exemption's id", example.exemption) }),
    body: body(End, { reason: "The test is over." }),
  },
  responses: {
    ...changeRefusals,
    200: json(OneExemption, "It holds no more; one that was ended before stays as it is", {
      exemption: ended,
    }),
    404: missing("No such exemption", `exemption ${example.exemption}`),
    409: refused("It has run out by itself", [
      "Not possible now",
      "It has run out by itself at 2026-11-24T18:00:00.000Z.",
    ]),
  },
});
