import { createRoute, z } from "@hono/zod-openapi";
import { needs } from "../authorize.ts";
import { body, changeRefusals, IdempotencyKey, id, json, keyUsed, missing, refused } from "../description.ts";
import { example } from "../examples.ts";
import { Approve, Decided, Dismiss, Exempt, Reject, Undo } from "./requests.ts";

const params = z.object({ id: id("The finding's id", example.finding) });

/** What all of these have in common: who may, about what, and what is answered. */
const decision = { ...needs("responder"), method: "post" as const, tags: ["Decisions"] };

const answers = (made: z.input<typeof Decided>, why: string, ...others: Parameters<typeof refused>[1][]) => ({
  ...changeRefusals,
  202: json(
    Decided,
    "Written down. What it leads to is done within moments, and is in the finding's activity",
    made,
  ),
  404: missing("No such finding", `finding ${example.finding}`),
  409: refused(
    "The finding's state or plan does not allow it now, or the key was used for another request; the detail says what can be done",
    ["Not possible now", why],
    ...others,
    keyUsed,
  ),
});

const decided = { decision: example.decision };
const withExemption = { ...decided, exemption: example.exemption };
const noPlan = "No plan waits for approval. A retry has one made.";

const about = { params, headers: IdempotencyKey };

export const approve = createRoute({
  ...decision,
  path: "/api/findings/{id}/approve",
  operationId: "approveFinding",
  summary: "Have a finding's plan carried out",
  description:
    "Approves the plan that the finding's `proposal` shows, and no other: it is made again from the live account, and one that differs by then asks again.",
  request: { ...about, body: body(Approve, { proposal: example.plan }) },
  responses: answers(decided, noPlan),
});

export const reject = createRoute({
  ...decision,
  path: "/api/findings/{id}/reject",
  operationId: "rejectFinding",
  summary: "Leave a finding as it is instead of carrying out its plan",
  request: {
    ...about,
    body: body(Reject, { proposal: example.plan, reason: "The port is meant to be open." }),
  },
  responses: answers(decided, noPlan),
});

export const undo = createRoute({
  ...decision,
  path: "/api/findings/{id}/undo",
  operationId: "undoFinding",
  summary: "Take back what Snapback changed",
  description:
    "Runs the undo that was stored with the plan, and makes the exemption under which it stands. Refused where somebody has changed the resource since: the finding's `refusal` then has the difference, and the `force` with which a second undo goes on over it. An undo that gives rights in IAM is a person's: the problem has its `commands`.",
  request: { ...about, body: body(Undo, { reason: "The deployment needs the port today.", hours: 8 }) },
  responses: answers(withExemption, "Snapback has changed nothing here that it could take back.", [
    "Left to a person",
    "This undo gives rights in IAM: exempt the finding, so that it stands, and run the commands with your own rights, in this order.",
    {
      commands: [
        "aws iam attach-user-policy --user-name deploy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
      ],
    },
  ]),
});

export const exempt = createRoute({
  ...decision,
  path: "/api/findings/{id}/exempt",
  operationId: "exemptFinding",
  summary: "Leave this one violation alone for a time",
  description: "With either `hours` or `until`. For more than one violation there is `POST /api/exemptions`.",
  request: { ...about, body: body(Exempt, { reason: "A test until Friday.", hours: 72 }) },
  responses: answers(withExemption, "The finding is dismissed."),
});

export const dismiss = createRoute({
  ...decision,
  path: "/api/findings/{id}/dismiss",
  operationId: "dismissFinding",
  summary: "Say that nothing need be done about a finding",
  description: "It is opened again where the same violation is seen again.",
  request: { ...about, body: body(Dismiss, { reason: "A known test range." }) },
  responses: answers(decided, "The finding is remediated: there is nothing to dismiss."),
});

export const retry = createRoute({
  ...decision,
  path: "/api/findings/{id}/retry",
  operationId: "retryFinding",
  summary: "Look at the resource again, and go on from there",
  request: about,
  responses: answers(decided, "The finding is remediated."),
});
