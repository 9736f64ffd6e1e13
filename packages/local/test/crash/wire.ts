import { AsyncLocalStorage } from "node:async_hooks";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { type Gate, openGate } from "./gate.ts";
import type { World } from "./world.ts";

/*
 * Everything that a handler does to the world leaves its process over HTTP: writes of the tables, calls of the account, what it
 * publishes. The wire stands in the place of the SDK's network, so nothing gets past the gate, whatever code sent it.
 */

/** The process that is running, and where. */
const running = new AsyncLocalStorage<{ gate: Gate; world: World }>();

/** Runs work as this process; what it leads to, however deep, is the process's, too. */
export function runAs<T>(gate: Gate, world: World, work: () => Promise<T>) {
  return gate.run(() => running.run({ gate, world }, work));
}

/** Runs what the tests themselves want to know of a world. */
export async function watch<T>(world: World, work: () => Promise<T>): Promise<T> {
  const ended = await runAs(
    openGate("test", () => "through"),
    world,
    work,
  );
  if (ended.how === "done") return ended.value;
  throw ended.how === "failed" ? ended.error : new Error("nobody kills a test");
}

/** The process to which the code that asks belongs. */
export function current(): { gate: Gate; world: World } {
  const process = running.getStore();
  if (!process) throw new Error("this code runs in no process");
  return process;
}

/** The SDK's own way to the network, for all: processes come and go by the thousand. */
const network = new DynamoDBClient({ region: "us-east-1" }).config.requestHandler;

/** For the `requestHandler` of all clients, which are the same for all processes: it takes a while to make them. */
export const wire = {
  metadata: { handlerProtocol: "http/1.1" },
  handle(request: object, options?: Parameters<typeof network.handle>[1]) {
    const { gate, world } = current();
    const { name, changes } = effectOf(request);
    const { hostname, port } = new URL(name.startsWith("DynamoDB.") ? world.tables.url : world.url);
    const sent = Object.assign(request, { hostname, port: Number(port) });
    return gate.pass({ name, changes }, () => network.handle(sent, options));
  },
  destroy() {},
  httpHandlerConfigs: () => ({}),
  updateHttpClientConfig() {},
};

const Request = z.object({
  headers: z.looseObject({ "x-amz-target": z.string().optional() }),
  body: z.unknown(),
});

const READ = /^(Get|Describe|List|Query|Scan|BatchGet)/;

/** By the protocols of the services that are called: EC2 names its operation in the form, the others in a header. */
function effectOf(request: object): { name: string; changes: boolean } {
  const { headers, body } = Request.parse(request);
  const target = headers["x-amz-target"];
  const form = new URLSearchParams(target === undefined && typeof body === "string" ? body : "");
  const [service, operation] = target?.replace(/_\d+/, "").split(".") ?? ["EC2", form.get("Action")];
  if (typeof operation !== "string") throw new Error("the wire does not know this call");
  return { name: `${service}.${operation}`, changes: !READ.test(operation) };
}
