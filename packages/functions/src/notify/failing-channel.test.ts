import { beforeEach, describe, expect, it } from "vitest";
import { openReceiver } from "../../test/receiver.ts";
import { MINUTE, openTestNotify, SECRET, type TestNotify, titles } from "../../test/test-notify.ts";

/** When the test's clock starts. */
const NOW = "2026-11-23T08:00:00.000Z";

let test: TestNotify;
beforeEach(async () => {
  test = await openTestNotify();
});

describe("a channel that fails", () => {
  it.each([
    ["answers 500", 500, undefined],
    ["hangs", () => {}, 50],
    ["closes the connection", (response: { destroy: () => void }) => response.destroy(), undefined],
  ] as const)("and %s keeps no other from being told, and is tried again", async (_, reply, timeoutMs) => {
    const [bad, good] = [await openReceiver(reply), await openReceiver()];
    const [id] = await test.raise();
    await test.with([test.slackTo(bad.url, "high", timeoutMs), test.webhookTo(good.url)]).run();
    const notify = test.with([test.slackTo(bad.url), test.webhookTo(good.url)]);
    expect(good.requests).toHaveLength(1);
    expect(await test.fares(id)).toEqual({
      slack: "waiting",
      webhook: "sent",
      dueAt: new Date(test.clock.time + MINUTE).toISOString(),
    });
    test.clock.time += 59_999;
    await notify.run();
    expect(bad.requests).toHaveLength(1);
    test.clock.time += 1;
    bad.reply = 200;
    await notify.run();
    expect([bad.requests.length, good.requests.length]).toEqual([2, 1]);
    expect(await test.fares(id)).toEqual({ slack: "sent", webhook: "sent", dueAt: undefined });
  });

  it("is left alone for as long as it says, and then has everything in one message", async () => {
    const receiver = await openReceiver((response) =>
      response.writeHead(429, { "retry-after": "600" }).end("rate_limited"),
    );
    const notify = test.with([test.slackTo(receiver.url)]);
    await test.raise();
    await notify.run();
    receiver.reply = 200;
    for (const minute of [1, 2, 5]) {
      test.clock.time = Date.parse(NOW) + minute * MINUTE;
      await test.raise();
      await notify.run();
    }
    expect(receiver.requests).toHaveLength(1);
    test.clock.time = Date.parse(NOW) + 10 * MINUTE;
    expect(await test.notices.anyDue(new Date(test.clock.time - 1))).toBe(false);
    await notify.run();
    expect(titles(receiver).at(-1)).toBe("4 findings: 4 no longer known");
  });

  it("gets the same message id again, so that it knows a repeat", async () => {
    const receiver = await openReceiver(502);
    const notify = test.with([test.webhookTo(receiver.url)]);
    await test.raise(3);
    await notify.run();
    test.clock.time += MINUTE;
    receiver.reply = 200;
    await notify.run();
    const [first, second] = receiver.requests.map(({ headers }) => headers["webhook-id"]);
    expect(first).toMatch(/^msg_/);
    expect(second).toBe(first);
  });

  it("is given up after the sixth time: the message is with the dead letters, and the log says so", async () => {
    const receiver = await openReceiver(500);
    const notify = test.with([test.slackTo(receiver.url)]);
    const [id] = await test.raise();
    for (const minutes of [0, 1, 2, 4, 8]) {
      test.clock.time += minutes * MINUTE;
      await notify.run();
      expect(notify.letters).toEqual([]);
    }
    test.clock.time += 16 * MINUTE;
    await notify.run();
    expect(receiver.requests).toHaveLength(6);
    expect(notify.letters).toMatchObject([
      {
        type: "notice.dead-letter",
        channel: "slack",
        error: "Slack answered 500 ok",
        digest: {
          title: "1 finding: 1 no longer known",
          entries: [{ kind: "failed", findingId: "fnd_1" }],
        },
      },
    ]);
    expect(notify.lines.filter((line) => line.startsWith('error ["notice.dead-letter"'))).toHaveLength(1);
    expect(await test.fares(id)).toEqual({ slack: "dead", dueAt: undefined });
    test.clock.time += 60 * MINUTE;
    await notify.run();
    expect(receiver.requests).toHaveLength(6);
  });

  it("gives up only what was tried often enough", async () => {
    const receiver = await openReceiver(500);
    const notify = test.with([test.slackTo(receiver.url)]);
    const [old] = await test.raise();
    for (const minutes of [0, 1, 2, 4, 8]) {
      test.clock.time += minutes * MINUTE;
      await notify.run();
    }
    test.clock.time += 16 * MINUTE;
    const [young] = await test.raise();
    await notify.run();
    expect(titles(receiver).at(-1)).toBe("2 findings: 2 no longer known");
    expect(notify.letters).toMatchObject([{ digest: { entries: [{}], more: 0 } }]);
    expect(await test.fares(old)).toMatchObject({ slack: "dead", dueAt: undefined });
    expect(await test.fares(young)).toMatchObject({ slack: "waiting" });
    test.clock.time += 16 * MINUTE;
    receiver.reply = 200;
    await notify.run();
    expect(await test.fares(young)).toEqual({ slack: "sent", dueAt: undefined });
  });

  it("is given up at once where trying again can't help", async () => {
    const receiver = await openReceiver((response) => response.writeHead(404).end("no_service"));
    const notify = test.with([test.slackTo(receiver.url)]);
    const [id] = await test.raise(2);
    await notify.run();
    expect(notify.letters).toMatchObject([
      { error: "Slack answered 404 no_service", digest: { entries: [{}, {}] } },
    ]);
    expect(await test.fares(id)).toEqual({ slack: "dead", dueAt: undefined });
  });

  it("is tried again where even the dead letters can't be reached", async () => {
    const receiver = await openReceiver(410);
    const deadLetter = async () => Promise.reject(new Error("no queue"));
    const notify = test.with([test.slackTo(receiver.url)], { deadLetter });
    const [id] = await test.raise();
    await notify.run();
    expect(notify.lines.join("\n")).toContain('error ["notice.dead-letter-failed"');
    expect(await test.fares(id)).toMatchObject({ slack: "waiting" });
    test.clock.time += MINUTE;
    receiver.reply = 200;
    await notify.run();
    expect(await test.fares(id)).toEqual({ slack: "sent", dueAt: undefined });
  });

  it("with a bug in it is told apart in the log, and keeps no other from being told", async () => {
    const good = await openReceiver();
    const send = async () => Promise.reject(new TypeError("a bug"));
    const notify = test.with([{ name: "broken", threshold: "low", send }, test.slackTo(good.url)]);
    const [id] = await test.raise();
    await notify.run();
    expect(good.requests).toHaveLength(1);
    const line = notify.lines.find((one) => one.includes("notices.channel-failed"));
    expect(line).toContain("TypeError: a bug");
    expect(line).toContain('"bug":');
    expect(await test.fares(id)).toMatchObject({ broken: "waiting", slack: "sent" });
    test.clock.time += MINUTE;
    await test.with([test.slackTo(good.url)]).run();
    expect(await test.fares(id)).toMatchObject({ dueAt: undefined });
    expect(good.requests).toHaveLength(1);
  });

  it("lets neither its URL nor its secret into the log, the dead letters or the table", async () => {
    const receiver = await openReceiver((response) => response.writeHead(404).end("no s3cret"));
    const notify = test.with([test.slackTo(receiver.url), test.webhookTo(receiver.url)]);
    const [id] = await test.raise();
    await notify.run();
    const said = `${notify.lines.join("\n")} ${JSON.stringify(notify.letters)} ${JSON.stringify(await test.notices.get(id ?? ""))}`;
    expect(said).toContain("answered 404");
    for (const hidden of ["s3cret", "/services/", SECRET]) expect(said).not.toContain(hidden);
  });
});
