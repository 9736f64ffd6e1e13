import { deployedChannels } from "@snapback/core/channel/setup";
import { openChannelTests } from "@snapback/core/channel/tests";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { testConfig } from "../../../../core/test/config.ts";
import { openTestApi, type TestApi } from "../../../test/api.ts";

const config = {
  ...testConfig,
  notices: {
    slack: "high" as const,
    email: "critical" as const,
    webhook: "off" as const,
    gatherSeconds: 20,
    emailAddresses: ["a@example.com", "b@example.com", "a@example.com"],
  },
};
const set = ["SlackWebhook", "NoticeWebhookUrl"];

let t: TestApi;
beforeAll(async () => {
  const lacking = { name: "pager", threshold: "low" as const, secrets: [{ name: "PagerKey", set: false }] };
  t = await openTestApi({ config, channels: [...deployedChannels(config.notices, set), lacking] });
});
afterAll(() => t.close());
beforeEach(() => t.reset());

const admin = { role: "admin" as const };
const ask = (name: string, from: Parameters<TestApi["send"]>[3] = {}) =>
  t.send("POST", `/api/channels/${name}/test`, undefined, { ...admin, ...from });
const Asked = z.object({ test: z.object({ id: z.string() }) });
const Shown = z.object({ channels: z.array(z.looseObject({ name: z.string() })), gatherSeconds: z.int() });
async function shown(name: string, role: "viewer" | "responder" | "admin" = "viewer") {
  const { body } = await t.send("GET", "/api/channels", undefined, { role });
  return Shown.parse(body).channels.find((channel) => channel.name === name);
}
const asksInLedger = async () => (await t.ledger.list("channels")).length;
const later = (ms: number) => void (t.clock.now = new Date(t.clock.now.getTime() + ms));

describe("GET /api/channels", () => {
  it("tells how each channel is set up, and what it lacks", async () => {
    const { body } = await t.send("GET", "/api/channels", undefined, { role: "viewer" });
    expect(body).toEqual({
      gatherSeconds: 20,
      channels: [
        { name: "slack", threshold: "high", secrets: [{ name: "SlackWebhook", set: true }], lacks: [] },
        { name: "email", threshold: "critical", secrets: [], lacks: [], addresses: 2 },
        {
          name: "webhook",
          threshold: "off",
          lacks: ["the secret NoticeWebhookSecret"],
          secrets: [
            { name: "NoticeWebhookUrl", set: true },
            { name: "NoticeWebhookSecret", set: false },
          ],
        },
        {
          name: "pager",
          threshold: "low",
          lacks: ["the secret PagerKey"],
          secrets: [{ name: "PagerKey", set: false }],
        },
      ],
    });
  });

  it("tells the addresses to admins, and how many there are to everyone", async () => {
    for (const role of ["viewer", "responder"] as const)
      expect(JSON.stringify(await shown("email", role))).not.toContain("@example.com");
    expect(await shown("email", "admin")).toMatchObject({
      addresses: 2,
      emailAddresses: ["a@example.com", "b@example.com"],
    });
  });

  it("has what became of the latest test, and of the latest message that told people", async () => {
    const at = "2026-11-23T08:00:00.000Z";
    const by = { kind: "person" as const, name: "x", id: "1" };
    const begun = await t.channelReports.begin(
      { id: "tst_before", channel: "email", by, at },
      new Date(Date.parse(at) + 5),
    );
    if (begun) await t.channelReports.end({ ...begun, outcome: "failed", error: "SNS: NotFound: no" });
    await t.channelReports.delivered("email", { at, outcome: "sent", notices: 3 });
    expect(await shown("email")).toMatchObject({
      test: { id: "tst_before", by, at, outcome: "failed", error: "SNS: NotFound: no" },
      delivery: { at, outcome: "sent", notices: 3 },
    });
    expect(await shown("slack")).not.toHaveProperty("test");
  });
});

describe("POST /api/channels/{name}/test", () => {
  it("is written down with who asked for it, and handed to notify by its id alone", async () => {
    const { status, body } = await ask("slack");
    const { id } = Asked.parse(body).test;
    expect(status).toBe(202);
    expect(body).toEqual({
      test: {
        id,
        channel: "slack",
        at: "2026-11-23T09:00:00.000Z",
        by: { kind: "person", name: "1@example.com", id: "1" },
      },
    });
    expect(t.published).toEqual([{ type: "channel.test", id, service: "notify" }]);
    expect(await openChannelTests(t.ledger).get(id)).toEqual(Object(body).test);
    later(1_000_000);
    const activity = await t.send("GET", "/api/activity?limit=1");
    expect(activity.body.entries).toMatchObject([
      { what: "asked for a test message on slack", about: { kind: "channel", id: "slack" }, by: { id: "1" } },
    ]);
  });

  it("is one for a key of the same person, and is handed over again, since that may have been lost", async () => {
    const before = await asksInLedger();
    const again = () => ask("slack", { key: "k" });
    const answers = await Promise.all([again(), again()]);
    later(60_000);
    answers.push(await again());
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await asksInLedger()) - before).toBe(1);
    expect(new Set(t.published.map(({ id }) => id)).size).toBe(1);
    expect(t.published).toHaveLength(3);
    expect(await ask("email", { key: "k" })).toMatchObject({
      status: 409,
      body: { title: "Key used already" },
    });
    await ask("slack", { key: "k", id: "2" });
    await ask("slack");
    await ask("slack");
    expect((await asksInLedger()) - before).toBe(4);
  });

  it("that the bus did not take is a failure, and sent again with its key it is handed over", async () => {
    t.clock.bus = false;
    expect(await ask("slack", { key: "lost" })).toMatchObject({ status: 500 });
    expect(t.published).toEqual([]);
    t.clock.bus = true;
    const before = await asksInLedger();
    expect(await ask("slack", { key: "lost" })).toMatchObject({ status: 202 });
    expect(t.published).toHaveLength(1);
    expect(await asksInLedger()).toBe(before);
  });

  it.each<[string, number, string]>([
    ["webhook", 409, "webhook is off"],
    ["pager", 409, "pager leads nowhere: set the secret PagerKey, and deploy."],
    ["none", 404, "There is no channel none."],
    ["constructor", 404, "There is no channel constructor."],
  ])("of %s is refused, and leaves nothing behind", async (name, status, words) => {
    const before = await asksInLedger();
    const refused = await ask(name);
    expect(refused).toMatchObject({ status, type: expect.stringContaining("problem+json") });
    expect(refused.body.detail).toContain(words);
    expect([await asksInLedger(), t.published]).toEqual([before, []]);
  });

  it("is for admins", async () => {
    for (const role of ["viewer", "responder"] as const)
      expect(await ask("slack", { role })).toMatchObject({ status: 403 });
    expect(t.published).toEqual([]);
  });
});

describe("GET /api/installation", () => {
  it("tells how long things are kept, by what was deployed", async () => {
    const { status, body } = await t.send("GET", "/api/installation", undefined, { role: "viewer" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ account: "111122223333", sweepHours: 6, regions: t.deps.regions });
    const { kept } = z
      .object({ kept: z.array(z.object({ days: z.int().optional(), setting: z.string().optional() })) })
      .parse(body);
    expect(kept).toContainEqual({ days: config.logRetentionDays, setting: "logRetentionDays" });
    expect(kept).toContainEqual({ days: 14 });
    expect(kept).toContainEqual({});
  });
});
