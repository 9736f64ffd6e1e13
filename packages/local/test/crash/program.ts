import { allowedActions } from "@snapback/core/decision/allowed";
import type { Action } from "@snapback/core/decision/schema";
import * as fc from "fast-check";
import { allFindings } from "../../../core/test/all-findings.ts";
import { openCrowd } from "./crowd.ts";
import type { Ended } from "./gate.ts";
import { type Handlers, stores } from "./handlers.ts";
import { watch } from "./wire.ts";
import type { Delivery, World } from "./world.ts";

const MINUTE_MS = 60_000;
const ACTIONS: readonly Action[] = ["undo", "approve", "reject", "exempt", "dismiss", "retry"];

/** What may happen next. */
const anything = fc.record({
  does: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom("detect" as const, "detect" as const, "open" as const, "modify" as const),
    },
    { weight: 5, arbitrary: fc.constantFrom("respond" as const) },
    { weight: 7, arbitrary: fc.constantFrom("decide" as const) },
    { weight: 4, arbitrary: fc.constantFrom("settle" as const) },
    { weight: 3, arbitrary: fc.constantFrom("shut" as const, "lose" as const, "reconcile" as const) },
    { weight: 1, arbitrary: fc.constantFrom("wait" as const) },
  ),
  /** A message is delivered twice at once; a request is sent twice with the same key. */
  twice: fc.boolean(),
  /** Which of the things that a person can do now; past them, any. */
  action: fc.nat({ max: 7 }),
  /** How many calls of the processes that run by then are let go after it. */
  calls: fc.nat({ max: 40 }),
  /** At which of these a process dies. */
  dies: fc.option(
    fc.record({
      at: fc.nat({ max: 25 }),
      fate: fc.constantFrom("die before" as const, "die after" as const),
    }),
  ),
});

export type Command = typeof anything extends fc.Arbitrary<infer C> ? C : never;

export const program = fc.record({
  mode: fc.constantFrom("auto" as const, "auto" as const, "approve" as const),
  /** Has Snapback done with the open port what it does, before anything else happens? */
  rested: fc.boolean(),
  commands: fc.array(anything, { minLength: 3, maxLength: 14 }),
  /** Which of the calls that wait is let go, each time. The first, when these are used up. */
  choices: fc.array(fc.nat({ max: 5 }), { maxLength: 300 }),
});

export type Program = typeof program extends fc.Arbitrary<infer P> ? P : never;

/** Runs a program: the port is opened and found, then one thing happens after the other while processes run side by side. */
export async function play({ rested, commands, choices }: Program, world: World, handlers: Handlers) {
  const crowd = openCrowd(world);
  const { events, messages, ec2, group } = world;
  const failures: unknown[] = [];
  const left = choices.values();
  const choice = () => left.next().value ?? 0;
  let requests = 0;

  /** What failed comes again. */
  function ended<T>(
    queue: Delivery[],
    batch: readonly Delivery[],
    failed: (value: T) => ReadonlySet<string>,
  ) {
    return (how: Ended<T>) => {
      if (how.how === "failed") failures.push(how.error);
      const ids = how.how === "done" ? failed(how.value) : undefined;
      queue.push(...batch.filter(({ id }) => ids?.has(id) ?? true));
    };
  }

  /** EC2 refuses what is so already. */
  const refused = () => undefined;
  const port = { GroupId: group, IpProtocol: "tcp", FromPort: 22, ToPort: 22 };
  const open = () => ec2.authorizeSecurityGroupIngress({ ...port, CidrIp: "0.0.0.0/0" }).catch(refused);
  const shut = () => ec2.revokeSecurityGroupIngress({ ...port, CidrIp: "0.0.0.0/0" }).catch(refused);

  /** Opens it by changing a harmless rule. */
  async function modify(): Promise<void> {
    const made = await ec2.authorizeSecurityGroupIngress({ ...port, CidrIp: "192.0.2.1/32" }).catch(refused);
    const SecurityGroupRuleId = made?.SecurityGroupRules?.[0]?.SecurityGroupRuleId;
    if (SecurityGroupRuleId === undefined) return;
    const { GroupId, ...SecurityGroupRule } = { ...port, CidrIpv4: "0.0.0.0/0" };
    const SecurityGroupRules = [{ SecurityGroupRuleId, SecurityGroupRule }];
    await ec2.modifySecurityGroupRules({ GroupId, SecurityGroupRules }).catch(refused);
  }

  async function detect(twice: boolean): Promise<void> {
    const batch = events.splice(0);
    if (batch.length === 0) return;
    const end = ended(events, batch, (failed: ReadonlySet<string>) => failed);
    for (let times = twice ? 2 : 1; times > 0; times--)
      await crowd.begin("detect", () => handlers.detect(batch), end);
  }

  async function respond(twice: boolean): Promise<void> {
    const message = messages.ec2.shift();
    if (!message) return;
    const end = ended(messages.ec2, [message], () => new Set());
    for (let times = twice ? 2 : 1; times > 0; times--)
      await crowd.begin("respond", () => handlers.respond(message), end);
  }

  async function reconcile(): Promise<void> {
    await crowd.begin(
      "reconcile",
      () => handlers.reconcile(),
      ended([], [], () => new Set()),
    );
  }

  async function decide({ action: pick, twice }: Command): Promise<void> {
    const findings = await watch(world, () => allFindings(stores.findings));
    const [finding] = findings;
    if (!finding) return;
    const possible = allowedActions(finding, world.now());
    const action = possible[pick] ?? ACTIONS[pick % ACTIONS.length] ?? "retry";
    const { proposal, refusal } = finding;
    const reason = "it has to be";
    const bodies: { [name in Action]: object } = {
      approve: { proposal: proposal?.id ?? "none" },
      reject: { proposal: proposal?.id ?? "none", reason },
      undo: { reason, hours: 1, ...(refusal?.force !== undefined && { force: refusal.force }) },
      // By its hours: a time could have passed before the request is followed.
      exempt: { reason, hours: 1 },
      dismiss: { reason },
      retry: {},
    };
    requests += 1;
    const headers = { "content-type": "application/json", "Idempotency-Key": `key-${requests}` };
    const init = { method: "POST", headers, body: JSON.stringify(bodies[action]) };
    const end = (answered: Ended<{ status: number }>) => {
      if (answered.how === "failed") failures.push(answered.error);
      // 409: it is not possible by now.
      else if (answered.how === "done" && ![202, 409].includes(answered.value.status))
        failures.push(answered.value);
    };
    for (let times = twice ? 2 : 1; times > 0; times--)
      await crowd.begin("api", () => handlers.api(`/api/findings/${finding.id}/${action}`, init), end);
  }

  /** Everything that is under way comes to an end, in whatever order. */
  async function settle(): Promise<void> {
    do {
      await detect(false);
      await respond(false);
      while (await crowd.letGo(choice()));
    } while (events.length + messages.ec2.length > 0);
  }

  async function wait(): Promise<void> {
    await crowd.wait(40 * MINUTE_MS, () => choice() % 2 === 0);
    // It runs each minute: a decision whose message was lost is not left for longer than it keeps it.
    await watch(world, () => handlers.reconcile());
  }

  async function happen(command: Command): Promise<unknown> {
    const { does, twice } = command;
    switch (does) {
      case "open":
        return open();
      case "modify":
        return modify();
      case "shut":
        return shut();
      case "detect":
        return detect(twice);
      case "respond":
        return respond(twice);
      case "reconcile":
        return reconcile();
      case "lose":
        return messages.ec2.shift();
      case "wait":
        return wait();
      case "settle":
        return settle();
      case "decide":
        break;
    }
    return decide(command);
  }

  await open();
  await (rested ? settle() : detect(false));
  for (const next of commands) {
    await happen(next);
    for (let calls = 0; calls < next.calls; calls++)
      if (!(await crowd.letGo(choice(), next.dies?.at === calls ? next.dies.fate : "through"))) break;
  }
  while (await crowd.letGo(choice()));
  return failures;
}
