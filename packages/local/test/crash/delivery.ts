import { type Decide, type Ended, openGate } from "./gate.ts";
import { type Handlers, stores } from "./handlers.ts";
import { runAs, watch } from "./wire.ts";
import type { Delivery, World } from "./world.ts";

/** SQS gives up after so many tries, as the queue is set up; Lambda after as many, of a message of the bus. */
const TRIES = 3;
const MINUTE_MS = 60_000;
/** What is due later than this is a matter of days, which the tests let pass by themselves. */
const SOON_MS = 20 * MINUTE_MS;
/** Whatever happens comes to rest within so many runs of `reconcile`. */
const PATIENCE = 50;

/** What does the work of AWS in a world: hands messages to handlers, each in a process of its own, and again where that failed. */
export function openDelivery(world: World, handlers: Handlers, decide: Decide, { telling = false } = {}) {
  const { events, messages } = world;
  const failures: unknown[] = [];
  let processes = 0;

  /** Runs a handler in a new process. */
  async function invoke<T>(handler: keyof Handlers, work: () => Promise<T>): Promise<Ended<T>> {
    processes += 1;
    world.forward(1);
    const ended = await runAs(openGate(`${handler}-${processes}`, decide), world, work);
    if (ended.how === "failed") failures.push(ended.error);
    return ended;
  }

  function again(queue: Delivery[], deliveries: readonly Delivery[]): void {
    for (const { tries, ...delivery } of deliveries)
      if (tries + 1 < TRIES) queue.push({ ...delivery, tries: tries + 1 });
  }

  async function deliverEvents(): Promise<void> {
    const batch = events.splice(0, 10);
    const ended = await invoke("detect", () => handlers.detect(batch));
    again(
      events,
      batch.filter(({ id }) => ended.how !== "done" || ended.value.has(id)),
    );
  }

  async function deliver(handler: "respond" | "reconcile" | "notify", queue: Delivery[]): Promise<void> {
    const message = queue.shift();
    if (!message) return;
    const { how } = await invoke(handler, () => handlers[handler](message));
    if (how !== "done") again(queue, [message]);
  }

  /** Hands over what there is, until there is no more. */
  async function drain(): Promise<void> {
    for (;;) {
      if (!telling) messages.notify.splice(0);
      if (events.length > 0) await deliverEvents();
      else if (messages.ec2.length > 0) await deliver("respond", messages.ec2);
      else if (messages.reconcile.length > 0) await deliver("reconcile", messages.reconcile);
      else if (messages.notify.length > 0) await deliver("notify", messages.notify);
      else return;
    }
  }

  /** Lets messages and time pass until handlers have nothing more to see to by themselves before long. */
  async function rest(): Promise<void> {
    await drain();
    let due = await watch(world, nextDue);
    for (let ticks = 0; ticks < PATIENCE; ticks++) {
      world.forward(Math.max(MINUTE_MS, (due ?? 0) - world.now().getTime()));
      const { how } = await invoke("reconcile", () => handlers.reconcile());
      await drain();
      due = await watch(world, nextDue);
      if (how === "done" && due === undefined) return;
    }
    throw new Error("it does not come to rest", { cause: failures.at(-1) });
  }

  /** When the first thing is due that is due soon. */
  async function nextDue(): Promise<number | undefined> {
    const now = world.now().getTime();
    const { findings, suspects } = await stores.findings.due(new Date(now + SOON_MS), 1);
    if (telling && (await stores.notices.anyDue(world.now()))) return now;
    const times = [...findings, ...suspects].map(({ dueAt }) =>
      dueAt === undefined ? now : Date.parse(dueAt),
    );
    // One that is not due by itself yet has something to tell, within a minute.
    const soon = times.map((time) => (time > now + SOON_MS ? now : time));
    return soon.length > 0 ? Math.min(...soon) : undefined;
  }

  return {
    deliverEvents,
    rest,
    /** A request to the API, in a process of its own. */
    request: (path: string, init: RequestInit) => invoke("api", () => handlers.api(path, init)),
    /** What handlers have thrown: there is nothing here that could go wrong but they themselves. */
    failures,
  };
}
