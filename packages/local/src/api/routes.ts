import { createRoute, z } from "@hono/zod-openapi";
import { needs } from "@snapback/functions/api/authorize";
import { changeRefusals, id, json, missing, refusals } from "@snapback/functions/api/description";
import { Problem } from "@snapback/functions/api/problem";
import { problemKinds, problemType } from "@snapback/functions/api/problem-kinds";
import { AccountView } from "./account/view.ts";
import { AttackRun } from "./attacks/attempt.ts";
import { AttackView } from "./attacks/view.ts";
import { accountExample, attackExample, refusedRunExample, runExample } from "./examples.ts";

const AttackList = z
  .object({
    endpoint: z.string().describe("Where AWS clients find the sandbox: `aws --endpoint-url`"),
    region: z.string(),
    attacks: z.array(AttackView),
  })
  .openapi("SandboxAttackList");

const AttackRefused = Problem.extend({
  run: AttackRun.optional().describe("What became of each step, where it was begun"),
}).openapi("SandboxAttackProblem");

const Place = z
  .strictObject({
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]{1,20}){1,3}-\d{1,2}$/)
      .optional()
      .describe("The AWS region to attack; the home region where it is left out"),
  })
  .openapi("SandboxAttackPlace");

const tags = ["Sandbox"];

export const listAttacks = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/sandbox/attacks",
  operationId: "listAttacks",
  tags,
  summary: "What the sandbox can be attacked with: the attacks of every detection",
  responses: {
    ...refusals,
    200: json(AttackList, "All of them", {
      endpoint: "http://127.0.0.1:4566",
      region: "us-east-1",
      attacks: [attackExample],
    }),
  },
});

/** As an example of what is answered: a kind of problem, and what it says. */
function refusal(title: "The attack was refused" | "Not in the sandbox", said: Record<string, unknown>) {
  const { status, means } = problemKinds[title];
  return { summary: means, value: { type: problemType(title), title, status, ...said } };
}

export const startAttack = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/sandbox/attacks/{name}",
  operationId: "startAttack",
  tags,
  summary: "Carry out an attack on the sandbox, as `npm run attack` does",
  description:
    "Answers once its calls are made. Findings that come of it name its calls by their `eventId`. Sent twice, it is carried out twice.",
  request: {
    params: z.object({ name: id("The attack's name", "open-ssh") }),
    body: {
      content: { "application/json": { schema: Place, example: { region: "us-east-1" } } },
      required: false,
    },
  },
  responses: {
    ...changeRefusals,
    200: json(AttackRun, "Its calls were made", runExample),
    404: missing("No such attack", "attack open-telnet"),
    409: {
      content: {
        "application/problem+json": {
          schema: AttackRefused,
          examples: {
            refused: refusal("The attack was refused", {
              detail: "InvalidGroup.Duplicate: The security group 'snapback-attack-web' already exists",
              run: refusedRunExample,
            }),
            lacking: refusal("Not in the sandbox", {
              detail: "The sandbox does not have macie2:DisableMacie.",
            }),
          },
        },
      },
      description:
        "The sandbox does not have all of its calls, or refused one of them: in AWS's words. The steps before it have had their effect.",
    },
  },
});

export const getAccount = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/sandbox/account",
  operationId: "getSandboxAccount",
  tags,
  summary: "What the sandbox account looks like now",
  request: {
    query: z.object({
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(500)
        .default(50)
        .describe("How many of each kind of resource; of the others the count is told"),
    }),
  },
  responses: { ...refusals, 200: json(AccountView, "Its resources, service by service", accountExample) },
});
