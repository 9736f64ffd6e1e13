import type { Send } from "@snapback/core/attack/run";
import type { Detection } from "@snapback/core/detections/define";
import { notFound, problem, RefusedError } from "@snapback/functions/api/problem";
import { router } from "@snapback/functions/api/router";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { accountView } from "./account/view.ts";
import { attempt } from "./attacks/attempt.ts";
import { attackView, declaredAttacks, missingCalls } from "./attacks/view.ts";
import { getAccount, listAttacks, startAttack } from "./routes.ts";

interface SandboxApiDeps {
  detections: readonly Detection[];
  sandbox: Pick<Sandbox, "account" | "calls">;
  aws: { url: string; region: string; account: string };
  /** How calls of a region are sent to the sandbox. */
  connect: (region: string) => Send;
  now: () => Date;
}

/** The laptop's own part of the API: its sandbox, to attack and to look at. */
export function sandboxApi({ detections, sandbox, aws, connect, now }: SandboxApiDeps) {
  const declared = declaredAttacks(detections);
  const senders = new Map<string, Send>();
  function senderOf(region: string): Send {
    const send = senders.get(region) ?? connect(region);
    senders.set(region, send);
    return send;
  }

  return router()
    .openapi(listAttacks, (c) => {
      const { url: endpoint, region } = aws;
      return c.json({ endpoint, region, attacks: declared.map((each) => attackView(each, aws)) }, 200);
    })
    .openapi(startAttack, async (c) => {
      const { name } = c.req.valid("param");
      const { region = aws.region } = c.req.valid("json");
      const chosen = declared.find(({ attack }) => attack.name === name);
      if (!chosen) throw notFound(`attack ${name}`);
      const missing = missingCalls(chosen.attack);
      if (missing.length > 0)
        throw new RefusedError(409, "Not in the sandbox", `The sandbox does not have ${missing.join(", ")}.`);
      const send = senderOf(region);
      const { run, refused } = await attempt(chosen, region, { send, calls: sandbox.calls, now });
      if (refused === undefined) return c.json(run, 200);
      return problem(c, 409, "The attack was refused", refused, { run });
    })
    .openapi(getAccount, (c) => {
      const { limit } = c.req.valid("query");
      return c.json(accountView(sandbox.account, { account: aws.account, home: aws.region, limit }), 200);
    });
}

/** The routes' types, from which the console's client is made. */
export type SandboxApi = ReturnType<typeof sandboxApi>;
