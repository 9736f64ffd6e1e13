import { pauseFallen } from "@snapback/core/notice/raise";
import { beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { findingWith, noticeAbout } from "../../core/test/notices.ts";
import { openReceiver } from "../test/receiver.ts";
import { MINUTE, notifyEvent, openTestNotify, type TestNotify, titles } from "../test/test-notify.ts";

/** When the test's clock starts. */
const NOW = "2026-11-23T08:00:00.000Z";

let test: TestNotify;
beforeEach(async () => {
  test = await openTestNotify();
});

describe("notify", () => {
  it("tells of fifty findings in one message, and of none of them twice", async () => {
    const receiver = await openReceiver();
    const [first] = await test.raise(50);
    const notify = test.with([test.slackTo(receiver.url)]);
    await notify.run();
    await notify.run();
    expect(titles(receiver)).toEqual(["50 findings: 50 no longer known"]);
    expect(await test.fares(first)).toEqual({ slack: "sent", dueAt: undefined });
    expect(await test.notices.anyDue(new Date(test.clock.time + 60 * MINUTE))).toBe(false);
    await test.raise();
    await notify.run();
    expect(receiver.requests).toHaveLength(2);
  });

  it("says how a finding stands when it is told, and not when it was written down", async () => {
    const receiver = await openReceiver();
    const opening = findingWith({ id: "fnd_stands", version: 1 });
    await test.findings.save(opening, undefined);
    await test.notices.raise(noticeAbout(opening, "found", { at: NOW }));
    const safe = { at: "2026-11-23T08:00:04.000Z", by: "snapback" as const };
    await test.findings.save({ ...opening, version: 2, state: "remediated", safe }, opening);
    await test.with([test.slackTo(receiver.url)]).run();
    expect(receiver.requests[0]?.body).toContain("put right 4 s after it was seen");
    expect(titles(receiver)).toEqual(["1 finding: 1 put right"]);
  });

  it("waits for what comes with a burst, and then takes along what is younger", async () => {
    const receiver = await openReceiver();
    const notify = test.with([test.slackTo(receiver.url)]);
    await test.raise(2, 20_000);
    await notify.run();
    expect(receiver.requests).toEqual([]);
    test.clock.time += 20_000;
    await test.raise(1, 20_000);
    await notify.run();
    expect(titles(receiver)).toEqual(["3 findings: 3 no longer known"]);
  });

  it("tells each channel from its own threshold on", async () => {
    const [slack, webhook] = [await openReceiver(), await openReceiver()];
    const [critical, medium, low] = [
      ...(await test.raise({ severity: "critical" })),
      ...(await test.raise({ severity: "medium" })),
      ...(await test.raise({ severity: "low" })),
    ];
    await test.with([test.slackTo(slack.url, "critical"), test.webhookTo(webhook.url, "medium")]).run();
    expect(titles(slack)).toEqual(["1 finding: 1 no longer known"]);
    expect(webhook.requests[0]?.body).toContain("2 findings");
    expect(await test.fares(critical)).toEqual({ slack: "sent", webhook: "sent", dueAt: undefined });
    expect(await test.fares(medium)).toEqual({ webhook: "sent", dueAt: undefined });
    expect(await test.fares(low)).toEqual({ dueAt: undefined });
  });

  it("settles what there is no channel for", async () => {
    const [id] = await test.raise();
    await test.with([]).run();
    expect(await test.fares(id)).toEqual({ dueAt: undefined });
  });

  it("tells that the pause fell", async () => {
    const receiver = await openReceiver();
    await test.notices.raise(pauseFallen(0, "100 changes within an hour", new Date(NOW), 0));
    await test.with([test.slackTo(receiver.url, "critical")]).run();
    expect(titles(receiver)).toEqual(["Automatic changes are paused: 100 changes within an hour"]);
  });
});

describe("several at once", () => {
  it("tell once", async () => {
    const receiver = await openReceiver();
    const notify = test.with([test.slackTo(receiver.url)]);
    await test.raise(5);
    await Promise.all(Array.from({ length: 6 }, () => notify.run()));
    expect(titles(receiver)).toEqual(["5 findings: 5 no longer known"]);
  });

  it("wait for one that died until its lease runs out", async () => {
    const receiver = await openReceiver();
    const notify = test.with([test.slackTo(receiver.url)]);
    await test.notices.claim("dead", 75_000, new Date(NOW));
    await test.raise();
    await notify.run();
    expect(receiver.requests).toEqual([]);
    test.clock.time += 75_000;
    await notify.run();
    expect(receiver.requests).toHaveLength(1);
  });

  it("give the lease back where something went wrong", async () => {
    const receiver = await openReceiver();
    const broken = { ...test.notices, unsent: async () => Promise.reject(new Error("no table")) };
    await test.raise();
    await expect(test.with([test.slackTo(receiver.url)], { notices: broken }).run()).rejects.toThrow(
      "no table",
    );
    await test.with([test.slackTo(receiver.url)]).run();
    expect(receiver.requests).toHaveLength(1);
  });
});

it("tells of a finding that can't be read what its notice says, and of the others all", async () => {
  const receiver = await openReceiver();
  const whole = findingWith({ id: "fnd_whole" });
  await test.findings.save(whole, undefined);
  const get = async (id: string) =>
    id === "fnd_whole" ? test.findings.get(id) : Promise.reject(new Error("not a finding"));
  for (const finding of [whole, findingWith({ id: "fnd_torn" })]) {
    await test.notices.raise(noticeAbout(finding, "failed", { at: NOW }));
  }
  const notify = test.with([test.slackTo(receiver.url)], { findings: { get } });
  await notify.run();
  expect(titles(receiver)).toEqual(["2 findings: 1 open, 1 no longer known"]);
  expect(receiver.requests[0]?.body).toContain("what led to failed");
  expect(notify.lines.join("\n")).toContain('error ["notices.finding-unread"');
});

it("lets hostile names call nobody", async () => {
  const receiver = await openReceiver();
  const summary = `<!channel> <https://evil.example|x> \u001b[2J${"y".repeat(10_000)}`;
  await test.raise({ summary });
  await test.with([test.slackTo(receiver.url)]).run();
  const [{ body } = { body: "" }] = receiver.requests;
  expect(body).toContain("&lt;!channel&gt; &lt;https://evil.example|x&gt; \\\\u001b[2Jyyy");
  expect(body.match(/<[^>]*>/g)).toEqual([`<https://console.example/findings/fnd_1|Open in the console>`]);
  expect(body.length).toBeLessThan(2000);
});

it.each([{ ...notifyEvent, source: "aws.ec2" }, { ...notifyEvent, "detail-type": "finding.due" }, {}])(
  "refuses %j",
  async (event) => {
    const receiver = await openReceiver();
    await test.raise();
    await expect(test.with([test.slackTo(receiver.url)]).run(event)).rejects.toThrow(z.ZodError);
    expect(receiver.requests).toEqual([]);
  },
);
