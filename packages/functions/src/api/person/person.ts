import { createRoute, z } from "@hono/zod-openapi";
import { roles } from "@snapback/core/person/person";
import { needs } from "../authorize.ts";
import { json, refusals } from "../description.ts";
import { example } from "../examples.ts";
import { router } from "../router.ts";

const Me = z
  .object({
    id: z.string().describe("Never given to another"),
    name: z.string().describe("As what they do is signed"),
    role: z.enum(roles),
  })
  .openapi("Person");

const getMe = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/me",
  operationId: "getMe",
  tags: ["API"],
  summary: "Who is asking, and what may they do?",
  responses: {
    ...refusals,
    200: json(Me, "Whom the API takes the caller for", {
      id: example.person.id,
      name: example.person.name,
      role: "responder",
    }),
  },
});

export function personApi() {
  // Nobody without a role gets as far as this.
  return router().openapi(getMe, (c) => {
    const { id, name, role = "viewer" } = c.var.person;
    return c.json({ id, name, role }, 200);
  });
}
