import type { Person } from "@snapback/core/person/person";
import type * as z from "zod";
import type { IdempotencyKey } from "../description.ts";
import { router } from "../router.ts";
import { openDecide } from "./decide.ts";
import type { DecisionRequest } from "./requests.ts";
import * as routes from "./routes.ts";

/** What people decide about findings. It is written down here, and carried out by those who may. */
export function decisionsApi(deps: Parameters<typeof openDecide>[0]) {
  const decide = openDecide(deps);
  const decided = async (
    { id }: { id: string },
    headers: z.output<typeof IdempotencyKey>,
    { person }: { person: Person },
    request: DecisionRequest,
  ) => decide(id, { person, request, key: headers["Idempotency-Key"] });

  return router()
    .openapi(routes.approve, async (c) => {
      const request = { action: "approve" as const, ...c.req.valid("json") };
      return c.json(await decided(c.req.valid("param"), c.req.valid("header"), c.var, request), 202);
    })
    .openapi(routes.reject, async (c) => {
      const request = { action: "reject" as const, ...c.req.valid("json") };
      return c.json(await decided(c.req.valid("param"), c.req.valid("header"), c.var, request), 202);
    })
    .openapi(routes.undo, async (c) => {
      const request = { action: "undo" as const, ...c.req.valid("json") };
      return c.json(await decided(c.req.valid("param"), c.req.valid("header"), c.var, request), 202);
    })
    .openapi(routes.exempt, async (c) => {
      const request = { action: "exempt" as const, ...c.req.valid("json") };
      return c.json(await decided(c.req.valid("param"), c.req.valid("header"), c.var, request), 202);
    })
    .openapi(routes.dismiss, async (c) => {
      const request = { action: "dismiss" as const, ...c.req.valid("json") };
      return c.json(await decided(c.req.valid("param"), c.req.valid("header"), c.var, request), 202);
    })
    .openapi(routes.retry, async (c) => {
      const request = { action: "retry" as const };
      return c.json(await decided(c.req.valid("param"), c.req.valid("header"), c.var, request), 202);
    });
}
