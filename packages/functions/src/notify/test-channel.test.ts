import { SNSClient } from "@aws-sdk/client-sns";
import type { ChannelTest } from "@snapback/core/channel/schema";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openReceiver } from "../../test/receiver.ts";
import { notifyEvent, openTestNotify, SECRET, type TestNotify } from "../../test/test-notify.ts";
import { emailChannel } from "./email.ts";
import { webhookChannel } from "./webhook.ts";

let test: TestNotify;
let asked = 0;
beforeEach(async () => {
  test = await openTestNotify();
});

/** Somebody asks for a test, as the API writes it down; answers the message that tells of it. */
async function ask(channel: string, fields: Partial<ChannelTest> = {}) {
  const by = { kind: "person" as const, name: "admin@example.com", id: "1" };
  const at = new Date(test.clock.time).toISOString();
  const { id } = await test.channelTests.ask({ id: `tst_${++asked}`, channel, by, at, ...fields });
  return { ...notifyEvent, "detail-type": "channel.test", detail: { id, service: "notify" } };
}
const latest = async (channel: string) => (await test.channelReports.of(channel)).test;

describe("a test message", () => {
  it("says on Slack that it is one, whose, and calls nobody", async () => {
    const receiver = await openReceiver();
    const by = { kind: "person" as const, name: "<!channel> \u001b[2J", id: "1" };
    const event = await ask("slack", { by });
    await test.with([test.slackTo(receiver.url)]).run(event);
    expect(receiver.requests.map(({ body }) => JSON.parse(body))).toEqual([
      expect.objectContaining({
        text: "This is a test",
        blocks: [
          expect.objectContaining({ text: expect.objectContaining({ text: "This is a test" }) }),
          expect.objectContaining({
            text: expect.objectContaining({
              text: "&lt;!channel&gt; \\u001b[2J asked for it in Snapback's settings. Nothing has happened.",
              verbatim: true,
            }),
          }),
        ],
      }),
    ]);
    const at = "2026-11-23T08:00:00.000Z";
    const { id } = event.detail;
    expect(await latest("slack")).toEqual({
      id,
      channel: "slack",
      by,
      at,
      outcome: "sent",
      begunAt: at,
      endedAt: at,
    });
  });

  it("is signed for a webhook, as one that whoever gets it can tell from notices", async () => {
    const receiver = await openReceiver();
    await test.with([test.webhookTo(receiver.url)]).run(await ask("webhook"));
    const [received] = receiver.requests;
    expect(JSON.parse(received?.body ?? "")).toMatchObject({
      type: "snapback.test",
      data: { entries: [], more: 0 },
    });
    expect(received?.headers["webhook-signature"]).toMatch(/^v1,/);
    expect(await latest("webhook")).toMatchObject({ outcome: "sent" });
  });

  it("is mailed by the topic that mails notices", async () => {
    const taken =
      "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
    const receiver = await openReceiver((response) =>
      response.writeHead(200, { "content-type": "text/xml" }).end(taken),
    );
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const endpoint = new URL(receiver.url).origin;
    const client = new SNSClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
    onTestFinished(() => client.destroy());
    const send = emailChannel(client, "arn:aws:sns:us-east-1:111122223333:snapback-test-notices");
    await test.with([{ name: "email", threshold: "low", send }]).run(await ask("email"));
    const [received] = receiver.requests;
    expect(Object.fromEntries(new URLSearchParams(received?.body))).toMatchObject({
      Subject: "Snapback: This is a test",
      Message:
        "This is a test\n\nadmin@example.com asked for it in Snapback's settings. Nothing has happened.\n",
    });
  });
});

describe("a test that fails", () => {
  it("is told in the channel's own words, and is not tried again", async () => {
    const receiver = await openReceiver((response) => response.writeHead(404).end("no_service"));
    const notify = test.with([test.slackTo(receiver.url)]);
    const event = await ask("slack");
    await notify.run(event);
    await notify.run(event);
    expect(receiver.requests).toHaveLength(1);
    expect(notify.letters).toEqual([]);
    expect(await latest("slack")).toMatchObject({
      outcome: "failed",
      error: "Slack answered 404 no_service",
      endedAt: expect.any(String),
    });
  });

  it("on a channel that notify does not have says so", async () => {
    const receiver = await openReceiver();
    await test.with([test.webhookTo(receiver.url)]).run(await ask("slack"));
    expect(receiver.requests).toEqual([]);
    expect(await latest("slack")).toMatchObject({ outcome: "failed", error: expect.stringContaining("off") });
  });

  it("lets no secret into the table or the log, whatever fails and whoever answers what", async () => {
    const echo = await openReceiver((response) => response.writeHead(410).end(`s3cret ${SECRET}`));
    const gone = await openReceiver((response) => response.destroy());
    const now = () => new Date(test.clock.time);
    const weak = "aHVudGVyMg==";
    const bug = async () => Promise.reject(new TypeError(`Failed to parse ${echo.url} ${SECRET}`));
    const channels = [
      test.slackTo(echo.url),
      { ...test.slackTo(gone.url), name: "gone" },
      test.webhookTo(echo.url),
      { ...test.webhookTo(`https://hunter2:${weak}@example.com/s3cret`), name: "named" },
      {
        name: "weak",
        threshold: "low" as const,
        send: webhookChannel({ url: echo.url, secret: weak, now }),
      },
      { name: "broken", threshold: "low" as const, send: bug },
    ];
    const notify = test.with(channels);
    for (const { name } of channels) await notify.run(await ask(name));
    const reports = await Promise.all(channels.map(({ name }) => latest(name)));
    expect(reports.map((report) => report?.outcome)).toEqual(channels.map(() => "failed"));
    const lines = notify.lines.filter((line) => !line.includes('"bug"'));
    expect(lines).toHaveLength(channels.length - 1);
    const said = `${JSON.stringify(reports)} ${lines.join(" ")}`;
    for (const hidden of ["s3cret", "/services/", SECRET, weak, "hunter2"])
      expect(said).not.toContain(hidden);
    expect(said).toContain("answered 410");
  });
});

describe("a message of the bus", () => {
  it("that nobody asked for sends nothing", async () => {
    const receiver = await openReceiver();
    const event = await ask("slack");
    const notify = test.with([test.slackTo(receiver.url)]);
    for (const id of ["tst_forged", "", "0000000001", "channels"])
      await notify.run({ ...event, detail: { ...event.detail, id } });
    expect(receiver.requests).toEqual([]);
    expect(notify.lines.join()).toContain("channel-test.not-asked-for");
    expect(await latest("slack")).toBeUndefined();
  });

  it("has one effect, however often it comes, also at once and after a later one", async () => {
    const receiver = await openReceiver();
    const notify = test.with([test.slackTo(receiver.url)]);
    const early = await ask("slack");
    await Promise.all([notify.run(early), notify.run(early), notify.run(early)]);
    expect(receiver.requests).toHaveLength(1);
    test.clock.time += 1000;
    const late = await ask("slack");
    await notify.run(late);
    await notify.run(early);
    await notify.run(late);
    expect(receiver.requests).toHaveLength(2);
    expect(await latest("slack")).toMatchObject({ id: late.detail.id, outcome: "sent" });
  });

  it("whose handling was cut off is not sent again, and the next test is", async () => {
    const receiver = await openReceiver();
    const notify = test.with([test.slackTo(receiver.url)]);
    const event = await ask("slack");
    const test1 = await test.channelTests.get(event.detail.id);
    if (test1) await test.channelReports.begin(test1, new Date(test.clock.time));
    await notify.run(event);
    expect(receiver.requests).toEqual([]);
    expect(await latest("slack")).toMatchObject({ outcome: "sending" });
    test.clock.time += 60_000;
    await notify.run(await ask("slack"));
    expect(receiver.requests).toHaveLength(1);
    expect(await latest("slack")).toMatchObject({ outcome: "sent" });
  });

  it("tells nobody of anything else by the way", async () => {
    const receiver = await openReceiver();
    const [id] = await test.raise();
    await test.with([test.slackTo(receiver.url)]).run(await ask("slack"));
    expect(receiver.requests).toHaveLength(1);
    expect(await test.fares(id)).toEqual({ dueAt: expect.any(String) });
  });
});

describe("what is kept of a channel's deliveries", () => {
  const delivery = async (channel: string) => (await test.channelReports.of(channel)).delivery;

  it("is how the latest fared, each channel's own", async () => {
    const [slack, webhook] = [await openReceiver(), await openReceiver(503)];
    const notify = test.with([test.slackTo(slack.url), test.webhookTo(webhook.url)]);
    await notify.run();
    expect(await delivery("slack")).toBeUndefined();
    await test.raise(3);
    await notify.run();
    const at = "2026-11-23T08:00:00.000Z";
    expect(await delivery("slack")).toEqual({ at, outcome: "sent", notices: 3 });
    expect(await delivery("webhook")).toEqual({
      at,
      outcome: "failed",
      notices: 3,
      error: "the webhook answered 503",
    });
    test.clock.time += 60_000;
    webhook.reply = 200;
    await notify.run();
    expect(await delivery("webhook")).toMatchObject({ outcome: "sent", at: "2026-11-23T08:01:00.000Z" });
    expect(await latest("slack")).toBeUndefined();
  });

  it("keeps nobody from being told where it can't be written", async () => {
    const receiver = await openReceiver();
    const delivered = async () => Promise.reject(new Error("no table"));
    const channelReports = { ...test.channelReports, delivered };
    const notify = test.with([test.slackTo(receiver.url)], { channelReports });
    const [id] = await test.raise();
    await notify.run();
    await notify.run();
    expect(receiver.requests).toHaveLength(1);
    expect(await test.fares(id)).toEqual({ slack: "sent", dueAt: undefined });
    expect(notify.lines.join()).toContain("notices.report-failed");
  });
});
