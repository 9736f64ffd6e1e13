import { randomUUID } from "node:crypto";
import type { Action } from "@snapback/core/decision/schema";
import type { Finding } from "@snapback/core/finding/schema";
import type { Config } from "@snapback/core/settings/config";
import { allFindings } from "../../../core/test/all-findings.ts";
import { testConfig } from "../../../core/test/config.ts";
import { openDelivery } from "./delivery.ts";
import type { Decide } from "./gate.ts";
import { type Handlers, openHandlers, stores } from "./handlers.ts";
import { watch } from "./wire.ts";
import { type Beginning, openWorld } from "./world.ts";

/** Handlers are made once for all who choose the same. */
const opened = new Map<string, Handlers>();
export function handlersFor(choices: Partial<Config>): Handlers {
  const key = JSON.stringify(choices);
  const handlers = opened.get(key) ?? openHandlers({ ...testConfig, ...choices });
  opened.set(key, handlers);
  return handlers;
}

/** What whoever asks the API for something does when it dies on that. */
export type Person = "repeats" | "gives up" | "asks nothing";

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** A world with everybody in it: Snapback, a person at the console, and somebody who opens ports. */
export async function openStage(
  choices: Partial<Config>,
  decide: Decide,
  {
    person = "repeats",
    telling = false,
    beginning,
  }: { person?: Person; telling?: boolean; beginning?: Beginning | undefined } = {},
) {
  const world = await openWorld(beginning);
  let awaited: { names: string[]; happen: () => Promise<unknown> } | undefined;
  const meanwhile: Decide = async (effect) => {
    const next = awaited;
    if (next?.names[0] !== effect.name) return decide(effect);
    if (next.names.length === 1) {
      awaited = undefined;
      await next.happen();
      return decide(effect);
    }
    const fate = await decide(effect);
    if (fate !== "die before") next.names.shift();
    return fate;
  };
  const delivery = openDelivery(world, handlersFor(choices), meanwhile, { telling });
  const { ec2, group } = world;

  async function finding(fingerprint = "tcp/22-22/0.0.0.0/0"): Promise<Finding> {
    const findings = await watch(world, () => allFindings(stores.findings));
    const found = findings.find((one) => one.fingerprint === fingerprint);
    if (!found) throw new Error(`nothing was found of ${fingerprint}`);
    return found;
  }

  async function ask(path: string, body: object): Promise<void> {
    if (person === "asks nothing") return;
    const headers = { "content-type": "application/json", "Idempotency-Key": randomUUID() };
    const request = () => delivery.request(path, { method: "POST", headers, body: JSON.stringify(body) });
    const ended = await request();
    if (ended.how === "killed" && person === "gives up") return;
    const answered = ended.how === "killed" ? await request() : ended;
    if (answered.how !== "done" || answered.value.status >= 300)
      throw new Error(`${path}: ${JSON.stringify(answered)}`);
  }

  return {
    ...delivery,
    world,
    finding,
    ask,
    /** Lets something happen just before the last of these calls, once processes have made the others in this order. */
    meanwhile(names: string[], happen: () => Promise<unknown>): void {
      awaited = { names, happen };
    },
    /** What a person decides about the finding of port 22. */
    decide: async (action: Action, body: object) =>
      ask(`/api/findings/${(await finding()).id}/${action}`, body),
    /** Somebody opens TCP port 22 to the world, or something else. */
    open: ({ port = 22, range = "0.0.0.0/0" } = {}) =>
      ec2.authorizeSecurityGroupIngress({
        GroupId: group,
        IpPermissions: [
          {
            IpProtocol: "tcp",
            FromPort: port,
            ToPort: port,
            IpRanges: [{ CidrIp: range, Description: "for a moment" }],
          },
        ],
      }),
    /** Somebody changes a harmless rule to the whole world. */
    async modify(): Promise<void> {
      const rule = { IpProtocol: "tcp", FromPort: 22, ToPort: 22 };
      const made = await ec2.authorizeSecurityGroupIngress({
        GroupId: group,
        ...rule,
        CidrIp: "192.0.2.1/32",
      });
      const SecurityGroupRuleId = made.SecurityGroupRules?.[0]?.SecurityGroupRuleId;
      const SecurityGroupRule = { ...rule, CidrIpv4: "0.0.0.0/0" };
      await ec2.modifySecurityGroupRules({
        GroupId: group,
        SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
      });
    },
    /** Somebody takes away what stands open. */
    async shut(): Promise<void> {
      const filters = [{ Name: "group-id", Values: [group] }];
      const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({ Filters: filters });
      const SecurityGroupRuleIds = SecurityGroupRules.flatMap(
        ({ CidrIpv4, IsEgress, SecurityGroupRuleId }) =>
          CidrIpv4 === "0.0.0.0/0" && !IsEgress && SecurityGroupRuleId !== undefined
            ? [SecurityGroupRuleId]
            : [],
      );
      if (SecurityGroupRuleIds.length > 0)
        await ec2.revokeSecurityGroupIngress({ GroupId: group, SecurityGroupRuleIds });
    },
  };
}
