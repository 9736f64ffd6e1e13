import { openChannelReports } from "@snapback/core/channel/reports";
import { openChannelTests } from "@snapback/core/channel/tests";
import type { Finding } from "@snapback/core/finding/schema";
import { openFindings } from "@snapback/core/finding/store";
import type { Log } from "@snapback/core/log";
import { openNotices } from "@snapback/core/notice/store";
import { openLedger } from "@snapback/core/settings/ledger";
import { openFindingsTable } from "@snapback/local/findings-table";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { findingWith, noticeAbout } from "../../core/test/notices.ts";
import type { Channel } from "../src/notify/channel.ts";
import { slackChannel } from "../src/notify/slack.ts";
import { webhookChannel } from "../src/notify/webhook.ts";
import { createNotify } from "../src/notify.ts";

export const MINUTE = 60_000;
export const SECRET = Buffer.alloc(24, "k").toString("base64");

export const notifyEvent = {
  source: "snapback",
  "detail-type": "notices.due",
  detail: { id: "notices", service: "notify" },
};

/** The real handler with a table of its own, and a clock that the test moves. */
export async function openTestNotify() {
  const table = await openFindingsTable(undefined, "us-east-1");
  onTestFinished(() => table.close());
  const findings = openFindings(table.client, table.table);
  const notices = openNotices(table.client, table.table);
  const channelReports = openChannelReports(table.client, table.table);
  const channelTests = openChannelTests(openLedger(table.client, table.settingsTable));
  const clock = { time: Date.parse("2026-11-23T08:00:00Z") };
  const now = () => new Date(clock.time);
  let raised = 0;
  let calls = 0;

  return {
    findings,
    notices,
    channelReports,
    channelTests,
    clock,

    slackTo: (url: string, threshold: Channel["threshold"] = "high", timeoutMs?: number): Channel => ({
      name: "slack",
      threshold,
      send: slackChannel(url, timeoutMs),
    }),

    webhookTo: (url: string, threshold: Channel["threshold"] = "high"): Channel => ({
      name: "webhook",
      threshold,
      send: webhookChannel({ url, secret: SECRET, now }),
    }),

    /** The handler with these channels, what it logs, and what it gives up. */
    with(channels: readonly Channel[], more: Partial<Parameters<typeof createNotify>[0]> = {}) {
      const lines: string[] = [];
      const line =
        (level: string) =>
        (...said: unknown[]) =>
          void lines.push(`${level} ${JSON.stringify(said)}`);
      const log: Log = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
      const letters: unknown[] = [];
      const deadLetter = async (body: string) => void letters.push(JSON.parse(body));
      const console = "https://console.example";
      const tables = { notices, findings, channelReports, channelTests };
      const deps = { ...tables, channels, deadLetter, console, leaseMs: 75_000, log, now };
      const handler = createNotify({ ...deps, ...more });
      const run = async (event: unknown = notifyEvent) => handler(event, { awsRequestId: `call-${++calls}` });
      return { lines, letters, run };
    },

    /** Raises, now, that so many findings have failed. Answers the notices' ids. */
    async raise(findingsOrFields: number | Partial<Finding> = 1, gatherMs = 0): Promise<string[]> {
      const [many, fields] =
        typeof findingsOrFields === "number" ? [findingsOrFields, {}] : [1, findingsOrFields];
      const told = Array.from({ length: many }, () =>
        noticeAbout(findingWith({ id: `fnd_${++raised}`, ...fields }), "failed", {
          at: now().toISOString(),
          gatherMs,
        }),
      );
      await Promise.all(told.map((notice) => notices.raise(notice)));
      return told.map(({ id }) => id);
    },

    /** How a notice fares: the status on each channel, and when it is looked at again. */
    async fares(id: string | undefined) {
      const notice = await notices.get(id ?? "");
      const statuses = Object.entries(notice?.deliveries ?? {}).map(([name, { status }]) => [name, status]);
      return { ...Object.fromEntries(statuses), dueAt: notice?.dueAt };
    },
  };
}

export type TestNotify = Awaited<ReturnType<typeof openTestNotify>>;

const Slack = z.object({ text: z.string() });

/** The titles of what a Slack channel got. */
export function titles({ requests }: { requests: readonly { body: string }[] }): string[] {
  return requests.map(({ body }) => Slack.parse(JSON.parse(body)).text.replace(/: TCP port.*/, ""));
}
