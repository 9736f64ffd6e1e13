import { EC2 } from "@aws-sdk/client-ec2";
import * as z from "zod";
import { openFindingsTable } from "../../src/findings-table.ts";
import { place } from "../../src/installation.ts";
import { cloudTrailEvent, eventBridgeEvent } from "../../src/pipeline/envelope.ts";
import { functionRole } from "../../src/role.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { openStorage } from "../../src/storage.ts";
import { restore, type Saved, save } from "./saved.ts";

export const account = place.account;
export const region = place.home;
export const respondRole = functionRole(place, "respond-ec2");

const Detail = z.object({ service: z.enum(["ec2", "reconcile", "notify"]) });

/** A message on its way, and how often it was handed over. */
export interface Delivery {
  id: string;
  body: string;
  tries: number;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

interface Queues {
  events: Delivery[];
  /** By whom they are for. */
  messages: { [service in z.infer<typeof Detail>["service"]]: Delivery[] };
}

/** A world at some moment. */
export interface Beginning extends Saved, Queues {
  clock: number;
}

/**
 * What outlives every process: tables, account, queues, and a clock that stands still unless somebody moves it. Nothing
 * happens in it by itself.
 */
export async function openWorld(beginning?: Beginning) {
  let clock = beginning?.clock ?? Date.UTC(2026, 10, 23, 8, 5);
  const now = () => new Date(clock);
  /** What people were told. */
  const told: object[] = [];
  const tables = await openFindingsTable(undefined, region);
  const storage = await openStorage(undefined);
  if (beginning) await restore(beginning, tables, storage);
  const { events, messages }: Queues = beginning
    ? structuredClone({ events: beginning.events, messages: beginning.messages })
    : { events: [], messages: { ec2: [], reconcile: [], notify: [] } };
  const sandbox = await openSandbox({
    accountId: account,
    region,
    storage,
    now,
    identities: { [respondRole.accessKeyId]: respondRole.identity },
    onRecord: async (record) =>
      void events.push({ id: record.eventID, body: JSON.stringify(cloudTrailEvent(record)), tries: 0 }),
    onPutEvents: async (entries) =>
      entries.map(({ Source: source = "", DetailType = "", Detail: text = "" }) => {
        const detail: unknown = JSON.parse(text);
        const time = now().toISOString();
        const event = eventBridgeEvent({ source, "detail-type": DetailType, detail, account, region, time });
        messages[Detail.parse(detail).service].push({ id: event.id, body: JSON.stringify(event), tries: 0 });
        return { EventId: event.id };
      }),
  });
  const { url } = await sandbox.listen(0);
  const group = sandbox.testVpc()?.defaultGroupId ?? "";
  /** Whoever else is in the account. */
  const ec2 = new EC2({
    endpoint: url,
    region,
    credentials: { accessKeyId: "AKIASOMEBODYELSE", secretAccessKey: "test" },
    maxAttempts: 1,
  });

  return {
    now,
    forward(milliseconds: number) {
      clock += milliseconds;
    },
    tables,
    sandbox,
    url,
    ec2,
    group,
    events,
    messages,
    told,
    /** For another world to go on from here. */
    save: async (): Promise<Beginning> => ({
      ...(await save(tables, storage)),
      ...structuredClone({ events, messages }),
      clock,
    }),
    async close() {
      ec2.destroy();
      await sandbox.close();
      await storage.close();
      await tables.close();
    },
  };
}
