import { State } from "@snapback/core/finding/schema";
import { digestFor } from "@snapback/core/notice/digest";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingWith, noticeAbout } from "../../../core/test/notices.ts";
import { openReceiver } from "../../test/receiver.ts";
import { slackChannel, slackMessage } from "./slack.ts";

const site = { console: "https://console.example", now: new Date("2026-11-23T08:01:00Z") };

function digestOf(summary: string, count = 1) {
  const findings = Array.from({ length: count }, (_, index) => findingWith({ id: `fnd_${index}`, summary }));
  const notices = findings.map((finding) => noticeAbout(finding, "failed"));
  return digestFor(notices, new Map(findings.map((finding) => [finding.id, finding])), site);
}

describe("a Slack message", () => {
  it("has a title, and what is known of each finding, with a link into the console", () => {
    expect(slackMessage(digestOf("port 22 is open"))).toEqual({
      text: "1 finding: 1 open: port 22 is open",
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        { type: "header", text: { type: "plain_text", text: "1 finding: 1 open", emoji: false } },
        {
          type: "section",
          text: {
            type: "mrkdwn",
            verbatim: true,
            text:
              "*HIGH* port 22 is open\nopen\n" +
              "ec2-sg-ingress-world · 111122223333 · eu-central-1 · <https://console.example/findings/fnd_0|Open in the console>",
          },
        },
      ],
    });
  });

  it("can call nobody, and link nowhere but into the console", () => {
    const hostile = "<!channel> <@U1> <https://evil.example|x> & <!subteam^S1> \u001b[2J\n> @here";
    const text = JSON.stringify(slackMessage(digestOf(hostile)));
    const controls = text.match(/<[^>]*>/g);
    expect(controls).toEqual(["<https://console.example/findings/fnd_0|Open in the console>"]);
    expect(text).toContain("&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.example|x&gt; &amp; &lt;!subteam");
    expect(text).not.toContain("\u001b");
  });

  it("counts what is beyond twenty, and where to see it", () => {
    const { blocks } = slackMessage(digestOf("open", 50));
    expect(blocks).toHaveLength(22);
    expect(blocks.at(-1)?.text.text).toBe("<https://console.example/findings|and 30 more>");
  });

  it("has a title that fits, however differently the findings stand", () => {
    const findings = State.options.map((state) => findingWith({ id: state, state }));
    const told = [...findings, findingWith({ id: "gone" })].map((finding) => noticeAbout(finding, "failed"));
    const known = new Map(findings.map((finding) => [finding.id, finding]));
    const { blocks } = slackMessage(digestFor(told, known, site));
    expect(blocks[0]?.text.text).toMatch(
      /^11 findings: 1 contested, 1 failed, 1 waiting for approval, .{60,}/,
    );
    expect(blocks[0]?.text.text.length).toBeLessThanOrEqual(150);
  });

  it("has a text for notifications that is short, also when it is escaped", () => {
    const { text } = slackMessage(digestOf("&".repeat(1000)));
    expect(text).toMatch(/^1 finding: 1 open: (&amp;)+…$/);
    expect(text.length).toBeLessThanOrEqual(300);
  });

  it("keeps to Slack's limits, and cuts nothing in two, whatever the text", () => {
    const long = fc.constantFrom("&", "<", "x", "😀", "\u0000").map((character) => character.repeat(10_000));
    const short = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(long, short), fc.oneof(long, short), (summary, hold) => {
        const findings = Array.from({ length: 21 }, (_, id) =>
          findingWith({ id: `${id}`, summary, hold, region: hold }),
        );
        const notices = findings.map((finding) => noticeAbout(finding, "failed"));
        const known = new Map(findings.map((finding) => [finding.id, finding]));
        const message = slackMessage(digestFor(notices, known, site));
        expect(message.blocks.length).toBeLessThanOrEqual(50);
        for (const { type, text } of message.blocks) {
          expect(text.text.length).toBeLessThanOrEqual(type === "header" ? 150 : 3000);
          expect(text.text).toMatch(
            type === "header" ? /^21 findings: 21 open$/ : /\|(Open in the console|and 1 more)>$/,
          );
          expect(text.text).not.toMatch(/&(?!(amp|lt|gt);)/);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("the Slack channel", () => {
  const digest = digestOf("open");

  it("posts the message", async () => {
    const receiver = await openReceiver();
    await slackChannel(receiver.url)(digest);
    expect(receiver.requests.map(({ body }) => JSON.parse(body))).toEqual([slackMessage(digest)]);
  });

  it.each([
    [404, "no_service", "Slack answered 404 no_service", true],
    [403, "invalid_token\n", "Slack answered 403 invalid_token", true],
    [410, "channel_is_archived", "Slack answered 410 channel_is_archived", true],
    [400, "invalid_payload", "Slack answered 400 invalid_payload", true],
    [400, "<script>s3cret", "Slack answered 400", true],
    [500, "rollup_error", "Slack answered 500 rollup_error", false],
    [408, "", "Slack answered 408", false],
    [304, "", "Slack answered 304", true],
  ])("tells from %i %j whether trying again can help", async (status, body, message, permanent) => {
    const receiver = await openReceiver((response) => response.writeHead(status).end(body));
    await expect(slackChannel(receiver.url)(digest)).rejects.toMatchObject({
      name: "ChannelError",
      message,
      permanent,
    });
  });

  it("waits for as long as Slack says", async () => {
    const limit = { "retry-after": "30" };
    const receiver = await openReceiver((response) => response.writeHead(429, limit).end("rate_limited"));
    await expect(slackChannel(receiver.url)(digest)).rejects.toMatchObject({
      message: "Slack answered 429 rate_limited",
      permanent: false,
      retryAfterMs: 30_000,
    });
  });

  it("gives up after its time", async () => {
    const receiver = await openReceiver(() => {});
    await expect(slackChannel(receiver.url, 50)(digest)).rejects.toMatchObject({ permanent: false });
  });
});
