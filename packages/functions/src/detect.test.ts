import type { BusMessage } from "@snapback/core/bus/message";
import { listeners } from "@snapback/core/detections/define";
import { detections } from "@snapback/core/detections/registry";
import { type FindingStore, openFindings } from "@snapback/core/finding/store";
import { type HeartbeatStore, openHeartbeats } from "@snapback/core/heartbeat/store";
import type { Log } from "@snapback/core/log";
import { defaultSettings } from "@snapback/core/settings/settings";
import { openFindingsTable } from "@snapback/local/findings-table";
import { cloudTrailEvent, snsNotification, sqsEvent } from "@snapback/local/pipeline/envelope";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ACCOUNT, authorizeRecord, ruleItem } from "../../core/test/records.ts";
import { createDetect } from "./detect.ts";

const heartbeatRole = `arn:aws:iam::${ACCOUNT}:role/snapback-test-heartbeat`;

let findings: FindingStore;
let heartbeats: HeartbeatStore;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  findings = openFindings(table.client, table.table);
  heartbeats = openHeartbeats(table.client, table.table);
  close = table.close;
});
afterAll(() => close());

const published: BusMessage[] = [];
const publish = vi.fn(async (messages: readonly BusMessage[]) => void published.push(...messages));
const error = vi.fn();
const silent = () => {};
const log: Log = { debug: silent, info: silent, warn: silent, error };
const open = vi.fn(async () => ({ findings, heartbeats, publish }));
const detect = createDetect({
  detections: listeners(detections),
  settings: defaultSettings,
  account: ACCOUNT,
  heartbeatRole,
  open,
  log,
  now: () => new Date(),
});
beforeEach(() => {
  published.length = 0;
  vi.clearAllMocks();
});

let count = 0;

/** A batch as Lambda gets it from SQS, each message SNS(EventBridge(record)), or the text itself. */
function batch(...contents: (Record<string, unknown> | string)[]) {
  const topic = `arn:aws:sns:us-east-1:${ACCOUNT}:events`;
  const messages = contents.map((content) => {
    const recorded = {
      eventName: "",
      eventSource: "ec2.amazonaws.com",
      eventTime: "",
      awsRegion: "",
      recipientAccountId: "",
    };
    const body =
      typeof content === "string"
        ? content
        : snsNotification(topic, JSON.stringify(cloudTrailEvent({ ...recorded, ...content })));
    return { id: `m-${++count}`, body, sentAt: 0, receiveCount: 1 };
  });
  return sqsEvent(messages, `arn:aws:sqs:us-east-1:${ACCOUNT}:events`);
}

const opening = (fields = {}) => authorizeRecord([{ from: 1000 + ++count, cidr: "0.0.0.0/0" }], fields);

describe("detect", () => {
  it("writes a finding and tells respond of it by its id alone", async () => {
    expect(await detect(batch(opening()))).toEqual({ batchItemFailures: [] });
    expect(published).toEqual([
      { type: "finding.opened", id: expect.stringMatching(/^fnd_/), service: "ec2" },
    ]);
    expect(await findings.get(published[0]?.id ?? "")).toMatchObject({ state: "open", occurrences: 1 });
  });

  it("makes one finding with one occurrence of 100 deliveries at once", async () => {
    const record = opening();
    const deliveries = Array.from({ length: 100 }, () => detect(batch(record)));
    expect((await Promise.all(deliveries)).flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    expect(new Set(published.map(({ id }) => id)).size).toBe(1);
    const id = published[0]?.id ?? "";
    expect(await findings.get(id)).toMatchObject({ state: "open", occurrences: 1, version: 1 });
    expect(await findings.occurrences(id)).toHaveLength(1);
  });

  it("opens neither table nor bus for a record that shows nothing", async () => {
    await detect(batch(authorizeRecord([{ from: 443, cidr: "0.0.0.0/0" }])));
    await detect(batch({ ...opening(), eventName: "RunInstances" }));
    expect(open).not.toHaveBeenCalled();
  });

  it("reports just the messages that failed, so that the others are not delivered again", async () => {
    const event = batch(opening(), "hello", opening(), JSON.stringify({ detail: 1 }));
    const ids = event.Records.map(({ messageId }) => messageId);
    expect(await detect(event)).toEqual({
      batchItemFailures: [{ itemIdentifier: ids[1] }, { itemIdentifier: ids[3] }],
    });
    expect(published).toHaveLength(2);
    expect(error).toHaveBeenCalledWith(
      "detect.message-failed",
      expect.objectContaining({
        messageId: ids[1],
        error: expect.objectContaining({ name: "RefusedMessageError" }),
      }),
    );
  });

  it("takes in the good records of a message that has a bad one", async () => {
    const event = batch(JSON.stringify({ Records: [opening(), { hello: "world" }, opening()] }));
    expect((await detect(event)).batchItemFailures).toHaveLength(1);
    expect(published).toHaveLength(2);
  });

  it("publishes again what a failed publish left open, when the message comes again", async () => {
    publish.mockRejectedValueOnce(new Error("the bus is down"));
    const event = batch(opening());
    expect((await detect(event)).batchItemFailures).toHaveLength(1);
    expect(await detect(event)).toEqual({ batchItemFailures: [] });
    expect(await findings.get(published[0]?.id ?? "")).toMatchObject({ occurrences: 1 });
  });

  it("leaves to a person what it may not act on", async () => {
    const owner = "444455556666";
    const item = ruleItem({ from: 22, cidr: "0.0.0.0/0" }, { groupOwnerId: owner });
    const shared = opening({ responseElements: { securityGroupRuleSet: { items: [item] } } });
    const messages = [
      opening({ awsRegion: "us-northeast-1r" }),
      opening({ recipientAccountId: "999" }),
      shared,
    ];
    expect(await detect(batch(...messages))).toEqual({ batchItemFailures: [] });
    expect(published).toEqual([]);
    const held = (await findings.list({}, { limit: 200 })).findings.flatMap(({ hold }) => hold ?? []);
    for (const reason of ["is no AWS region", "account 999", `belongs to account ${owner}`]) {
      expect(held).toContainEqual(expect.stringContaining(reason));
    }
  });

  it("keeps the latest heartbeat, and takes a repeated and an older one without complaint", async () => {
    const probe = (eventTime: string) =>
      opening({
        eventTime,
        errorCode: "Client.DryRunOperation",
        requestParameters: { groupId: "sg-00000000000000000" },
        userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { arn: heartbeatRole } } },
      });
    const [late, early] = [probe("2026-01-02T08:15:00Z"), probe("2026-01-02T08:00:00Z")];
    expect(await detect(batch(late))).toEqual({ batchItemFailures: [] });
    expect(await detect(batch(late, early))).toEqual({ batchItemFailures: [] });
    expect(await heartbeats.latest("us-east-1")).toMatchObject({
      sentAt: "2026-01-02T08:15:00.000Z",
      eventId: late.eventID,
    });
    expect(published).toEqual([]);
  });

  it("keeps a hostile record's text as text", async () => {
    const userAgent = `<script>alert(1)</script>\u202e${"x".repeat(5000)}`;
    await detect(batch(opening({ userAgent })));
    expect(await findings.get(published[0]?.id ?? "")).toMatchObject({ latest: { actor: { userAgent } } });
  });
});
