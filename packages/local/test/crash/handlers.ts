import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openAccount } from "@snapback/core/aws/account";
import { openBus } from "@snapback/core/bus/publish";
import { listeners } from "@snapback/core/detections/define";
import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import { parseJson } from "@snapback/core/json";
import type { Log } from "@snapback/core/log";
import type { Config } from "@snapback/core/settings/config";
import { openSettings } from "@snapback/core/settings/settings";
import { createApi } from "@snapback/functions/api/app";
import { createDetect } from "@snapback/functions/detect";
import { createNotify } from "@snapback/functions/notify";
import { createReconcile } from "@snapback/functions/reconcile";
import { createRespond } from "@snapback/functions/respond";
import { openDecided, openTable } from "@snapback/functions/table";
import { bus, place } from "../../src/installation.ts";
import { sqsEvent } from "../../src/pipeline/envelope.ts";
import { current, wire } from "./wire.ts";
import { account, type Delivery, region, respondRole } from "./world.ts";

const silent = () => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
/** One is enough: the others would act on what is opened here, too. */
const detections = [ingressWorld];
const queueArn = `arn:aws:sqs:${region}:${account}:events`;

const { accessKeyId } = respondRole;
const credentials = { accessKeyId, secretAccessKey: "test" };
const client = { region, credentials, maxAttempts: 1, requestHandler: wire, endpoint: "http://127.0.0.1" };
const dynamo = { client: new DynamoDBClient(client) };
/** For processes, and for tests that look at what they did. */
export const stores = {
  ...openTable(place.findingsTable, dynamo),
  ...openDecided(place.settingsTable, dynamo),
};
const publish = openBus(new EventBridgeClient(client), bus);
const live = openAccount(client);
const now = () => current().world.now();

/** As the deployed functions have it. */
export const LEASE_MS = 75_000;
const BACKOFF_MS = 30_000;

export type Handlers = ReturnType<typeof openHandlers>;

/** The real handlers, to be run by processes, again and again: nothing that one remembers helps another. */
export function openHandlers(config: Config) {
  const settings = openSettings({ ledger: stores.ledger, config, detections });
  const context = { ...stores, detections, account, settings, publish, log, now };
  const detect = createDetect({
    ...context,
    detections: listeners(detections),
    heartbeatRole: "",
    open: async () => context,
  });
  const respond = createRespond({
    ...context,
    live,
    sleep: (milliseconds) => {
      const { gate, world } = current();
      return gate.pass({ name: "sleep", changes: false }, () => world.forward(milliseconds));
    },
    leaseMs: LEASE_MS,
    backoffMs: BACKOFF_MS,
    gatherMs: 0,
  });
  const reconcile = createReconcile(context);
  const send = async (digest: object) => {
    const { gate, world } = current();
    await gate.pass({ name: "Channel.send", changes: true }, () => world.told.push(digest));
  };
  const notify = createNotify({
    ...context,
    channels: [{ name: "slack", threshold: "low", send }],
    deadLetter: async () => {},
    console: "https://console.example.com",
    leaseMs: LEASE_MS,
  });
  const signIn = async () => ({ id: "1", name: "somebody", role: "admin" as const });
  const api = createApi({ ...context, config, channels: [], kept: [], region, regions: [region], signIn });

  return {
    /** Answers with the messages that have to come again. */
    async detect(batch: readonly Delivery[]): Promise<Set<string>> {
      const messages = batch.map(({ id, body, tries }) => ({ id, body, sentAt: 0, receiveCount: tries + 1 }));
      const { batchItemFailures } = await detect(sqsEvent(messages, queueArn));
      return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    },
    respond: ({ body }: Delivery) => respond(parseJson(body), { awsRequestId: randomUUID() }),
    /** On its schedule, or for a message. */
    reconcile: async (message?: Delivery) => void (await reconcile(message && parseJson(message.body))),
    notify: ({ body }: Delivery) => notify(parseJson(body), { awsRequestId: randomUUID() }),
    /** One request of a person who may do everything. */
    async api(path: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
      const answer = await api.request(path, init);
      return { status: answer.status, body: await answer.json() };
    },
  };
}
