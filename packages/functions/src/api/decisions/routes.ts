import { createRoute, z } from "@hono/zod-openapi";
import { needs } from "../authorize.ts";
import { body, changeRefusals, IdempotencyKey, json, refused } from "../description.ts";
import { Approve, Decided, Dismiss, Exempt, Reject, Undo } from "./requests.ts";

const params = z.object({ id: z.string().max(100).describe("The finding's id") });

/** What all of these have in common: who may, about what, and what is answered. */
const decision = {
  ...needs("responder"),
  method: "post",
  responses: {
    ...changeRefusals,
    202: json(
      Decided,
      "Written down. What it leads to is done within moments, and is in the finding's activity",
    ),
    404: refused("No such finding"),
    409: refused(
      "The finding's state or plan does not allow it now, or the key was used for another request; the detail says what can be done",
    ),
  },
} as const;

const about = { params, headers: IdempotencyKey };

export const approve = createRoute({
  ...decision,
  path: "/api/findings/{id}/approve",
  summary: "Have a finding's plan carried out",
  description:
    "Approves the plan that the finding's `proposal` shows, and no other: it is made again from the live account, and one that differs by then asks again.",
  request: { ...about, body: body(Approve, { proposal: "pln_0123456789abcdef01234567" }) },
});

export const reject = createRoute({
  ...decision,
  path: "/api/findings/{id}/reject",
  summary: "Leave a finding as it is instead of carrying out its plan",
  request: {
    ...about,
    body: body(Reject, { proposal: "pln_0123456789abcdef01234567", reason: "The port is meant to be open." }),
  },
});

export const undo = createRoute({
  ...decision,
  path: "/api/findings/{id}/undo",
  summary: "Take back what Snapback changed",
  description:
    "Runs the undo that was stored with the plan, and makes the exemption under which it stands. Refused where somebody has changed the resource since: the finding's `refusal` then has the difference, and the `force` with which a second undo goes on over it. An undo that gives rights in IAM is a person's: the problem has its `commands`.",
  request: { ...about, body: body(Undo, { reason: "The deployment needs the port today.", hours: 8 }) },
});

export const exempt = createRoute({
  ...decision,
  path: "/api/findings/{id}/exempt",
  summary: "Leave this one violation alone for a time",
  description: "With either `hours` or `until`. For more than one violation there is `POST /api/exemptions`.",
  request: { ...about, body: body(Exempt, { reason: "A test until Friday.", hours: 72 }) },
});

export const dismiss = createRoute({
  ...decision,
  path: "/api/findings/{id}/dismiss",
  summary: "Say that nothing need be done about a finding",
  description: "It is opened again where the same violation is seen again.",
  request: { ...about, body: body(Dismiss, { reason: "A known test range." }) },
});

export const retry = createRoute({
  ...decision,
  path: "/api/findings/{id}/retry",
  summary: "Look at the resource again, and go on from there",
  request: about,
});
