import type { BusMessage } from "@snapback/core/bus/message";
import { listeners } from "@snapback/core/detections/define";
import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import type { Exemption } from "@snapback/core/exemption/schema";
import { claim, remediate } from "@snapback/core/finding/lifecycle";
import type { Finding } from "@snapback/core/finding/schema";
import type { Log } from "@snapback/core/log";
import { changeParameters } from "@snapback/core/settings/change";
import { openSettings } from "@snapback/core/settings/settings";
import { openRuntimeSettings } from "@snapback/core/settings/store";
import { type LocalTable, openFindingsTable } from "@snapback/local/findings-table";
import { cloudTrailEvent, snsNotification, sqsEvent } from "@snapback/local/pipeline/envelope";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { allFindings } from "../../core/test/all-findings.ts";
import { testConfig } from "../../core/test/config.ts";
import { ALICE, exemptionWith } from "../../core/test/lives.ts";
import { ACCOUNT, authorizeRecord, ruleItem } from "../../core/test/records.ts";
import { createDetect } from "./detect.ts";
import { openDecided, openTable } from "./table.ts";

const heartbeatRole = `arn:aws:iam::${ACCOUNT}:role/snapback-test-heartbeat`;
const now = () => new Date("2026-11-23T08:33:00.000Z");

/** One is enough for what detect does with what they say. */
const detections = [ingressWorld];

let table: LocalTable;
let stores: ReturnType<typeof openStores>;
beforeAll(async () => {
  table = await openFindingsTable(undefined, "us-east-1");
  stores = openStores();
});
afterAll(() => table.close());

function openStores() {
  const { client } = table;
  const decided = openDecided(table.settingsTable, { client });
  const settings = openSettings({ ...decided, config: testConfig, detections });
  return { ...openTable(table.table, { client }), ...decided, settings };
}

const published: BusMessage[] = [];
const publish = vi.fn(async (messages: readonly BusMessage[]) => void published.push(...messages));
const error = vi.fn();
const silent = () => {};
const log: Log = { debug: silent, info: silent, warn: silent, error };
const open = vi.fn(async () => ({ ...stores, publish }));
const detect = createDetect({
  detections: listeners(detections),
  account: ACCOUNT,
  heartbeatRole,
  open,
  log,
  now,
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
    expect(await stores.findings.get(published[0]?.id ?? "")).toMatchObject({
      state: "open",
      occurrences: 1,
    });
  });

  it("makes one finding with one occurrence of 100 deliveries at once", async () => {
    const record = opening();
    const deliveries = Array.from({ length: 100 }, () => detect(batch(record)));
    expect((await Promise.all(deliveries)).flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    expect(new Set(published.map(({ id }) => id)).size).toBe(1);
    const id = published[0]?.id ?? "";
    expect(await stores.findings.get(id)).toMatchObject({ state: "open", occurrences: 1, version: 1 });
    expect(await stores.findings.occurrences(id)).toHaveLength(1);
  });

  it("opens neither tables nor bus for what no detection listens to", async () => {
    await detect(batch({ ...opening(), eventName: "RunInstances" }));
    await detect(batch({ ...opening(), eventSource: "iam.amazonaws.com" }));
    expect(open).not.toHaveBeenCalled();
  });

  it("writes nothing down of what shows nothing, but for a good state", async () => {
    const [groupId, securityGroupRuleId] = ["sg-0a1b2c3d4e5f60718", "sgr-0a1b2c3d4e5f60718"];
    const rule = ruleItem({ from: 22, cidr: "192.0.2.7/32" }, { groupId, securityGroupRuleId });
    const responseElements = { securityGroupRuleSet: { items: [rule] } };
    expect(await detect(batch(authorizeRecord([], { responseElements })))).toEqual({ batchItemFailures: [] });
    expect(published).toEqual([]);
    const resource = `arn:aws:ec2:us-east-1:${ACCOUNT}:security-group/${groupId}`;
    const key = {
      account: ACCOUNT,
      region: "us-east-1",
      resource,
      aspect: `rule/${securityGroupRuleId}`,
    };
    expect(await stores.baselines.get(key)).toMatchObject({ source: "event", value: { FromPort: 22 } });
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
    expect(await stores.findings.get(published[0]?.id ?? "")).toMatchObject({ occurrences: 1 });
  });

  it("leaves to a person what it may not act on", async () => {
    const owner = "444455556666";
    const of = (groupOwnerId: string) => {
      const items = [ruleItem({ from: 22, cidr: "0.0.0.0/0" }, { groupOwnerId })];
      return { responseElements: { securityGroupRuleSet: { items } } };
    };
    const messages = [
      opening({ awsRegion: "us-northeast-1r" }),
      opening({ recipientAccountId: "999", ...of("999") }),
      opening(of(owner)),
    ];
    expect(await detect(batch(...messages))).toEqual({ batchItemFailures: [] });
    expect(published).toEqual([]);
    const held = (await allFindings(stores.findings)).flatMap(({ hold }) => hold ?? []);
    for (const reason of ["is no AWS region", "account 999", `belongs to account ${owner}`]) {
      expect(held).toContainEqual(expect.stringContaining(reason));
    }
  });

  it("has what it may not act on looked at, where it can be, so that there is a plan to show", async () => {
    await detect(batch(opening({ userIdentity: { type: "AWSService", invokedBy: "eks.amazonaws.com" } })));
    expect(published).toMatchObject([{ type: "finding.opened" }]);
    expect(await finding()).toMatchObject({
      state: "open",
      look: true,
      hold: "made by an AWS service (eks.amazonaws.com), which may depend on it",
    });
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
    expect(await stores.heartbeats.latest("us-east-1")).toMatchObject({
      sentAt: "2026-01-02T08:15:00.000Z",
      eventId: late.eventID,
    });
    expect(published).toEqual([]);
  });

  it("keeps a hostile record's text as text", async () => {
    const userAgent = `<script>alert(1)</script>\u202e${"x".repeat(5000)}`;
    await detect(batch(opening({ userAgent })));
    expect(await stores.findings.get(published[0]?.id ?? "")).toMatchObject({
      latest: { actor: { userAgent } },
    });
  });
});

/** The finding that the last batch told of. */
async function finding(): Promise<Finding> {
  const known = await stores.findings.get(published[0]?.id ?? "");
  if (!known) throw new Error("nothing was told of");
  return known;
}

describe("a call that an exemption covers", () => {
  const bob = { userIdentity: { type: "IAMUser", userName: "bob", arn: `arn:aws:iam::${ACCOUNT}:user/bob` } };
  const deploy = `arn:aws:iam::${ACCOUNT}:user/deploy`;
  /** The same violation each time, by another call. */
  function violating(): (fields?: object) => Record<string, unknown> {
    count += 1;
    const rules = [{ from: 1000 + count, cidr: "0.0.0.0/0" }];
    return (fields = {}) => authorizeRecord(rules, { ...fields });
  }
  const until = "2026-11-24T08:33:00.000Z";
  const exempting = async (fields: Partial<Exemption>) => {
    count += 1;
    const exemption = exemptionWith({ id: `exm_${count}`, until, ...fields });
    await stores.exemptions.make(exemption);
    return exemption;
  };
  const known = async (id: string) => stores.findings.get(id);

  it("is recorded as exempt, with by what, and nobody need do anything", async () => {
    const call = violating();
    await detect(batch(call()));
    const [{ id } = { id: "" }] = published.splice(0);
    const { id: exemption } = await exempting({ scope: { finding: id } });
    await detect(batch(call()));
    expect(published).toEqual([]);
    expect(await known(id)).toMatchObject({ state: "exempt", exemption: { id: exemption }, occurrences: 2 });
  });

  it("is no call by somebody else: an exemption of who does it has to cover all who did", async () => {
    const call = violating();
    await detect(batch(call(bob)));
    const { id } = await finding();
    const made = await exempting({ scope: { principal: deploy, finding: id } });
    await detect(batch(call()));
    expect(await known(id)).toMatchObject({ state: "open", occurrences: 2 });

    const seen = await known(id);
    if (!seen) throw new Error("it is open");
    const claimed = await stores.findings.save(claim(seen, "a", 1000, now()), seen);
    await stores.findings.save(remediate(claimed, { state: {} }, now()), claimed);
    await detect(batch(call()));
    expect(await known(id)).toMatchObject({ state: "exempt", exemption: { id: made.id } });
    await detect(batch(call(bob)));
    expect(await known(id)).toMatchObject({ state: "open", reopened: 2 });
    await stores.exemptions.end(made, { by: ALICE, at: now().toISOString(), reason: "over" });
  });

  it("is open again with the next call after the exemption has ended, of which detect knows at once", async () => {
    const call = violating();
    await detect(batch(call()));
    const { id } = await finding();
    const made = await exempting({ scope: { finding: id } });
    await detect(batch(call()));
    await stores.exemptions.end(made, { by: ALICE, at: now().toISOString(), reason: "over" });
    published.length = 0;
    await detect(batch(call()));
    expect(published).toEqual([{ type: "finding.opened", id, service: "ec2" }]);
    expect(await known(id)).toMatchObject({ state: "open", reopened: 1 });
  });
});

describe("the parameters that people changed", () => {
  it("judge, and the finding says which version did", async () => {
    const change = { by: ALICE, now: now(), config: testConfig, detections };
    const values = { tcpPorts: [80, 443, 9001] };
    await openRuntimeSettings(stores.ledger).change(undefined, (runtime) =>
      changeParameters(runtime, { detection: "ec2-sg-ingress-world", values }, change),
    );
    await detect(batch(authorizeRecord([{ from: 9001, cidr: "0.0.0.0/0" }])));
    expect(published).toEqual([]);
    await detect(batch(authorizeRecord([{ from: 9002, cidr: "0.0.0.0/0" }])));
    expect(await finding()).toMatchObject({ judged: { version: 1, parameters: values } });
  });
});
