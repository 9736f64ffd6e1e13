import { SNSClient } from "@aws-sdk/client-sns";
import { digestFor } from "@snapback/core/notice/digest";
import { describe, expect, it, onTestFinished } from "vitest";
import { findingWith, noticeAbout } from "../../../core/test/notices.ts";
import { openReceiver, type Reply } from "../../test/receiver.ts";
import { emailChannel } from "./email.ts";

const topicArn = "arn:aws:sns:us-east-1:111122223333:snapback-test-notices";

function digestOf(summary: string, count = 1) {
  const findings = Array.from({ length: count }, (_, index) => findingWith({ id: `fnd_${index}`, summary }));
  const notices = findings.map((finding) => noticeAbout(finding, "failed"));
  const site = { console: "https://console.example", now: new Date("2026-11-23T08:01:00Z") };
  return digestFor(notices, new Map(findings.map((finding) => [finding.id, finding])), site);
}

/** A server that answers as SNS does, and the channel that calls it. */
async function sns(reply: Reply, timeoutMs?: number) {
  const receiver = await openReceiver(reply);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const endpoint = new URL(receiver.url).origin;
  const client = new SNSClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  const published = () => receiver.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  return { send: emailChannel(client, topicArn, timeoutMs), published };
}

const taken: Reply = (response) =>
  response
    .writeHead(200, { "content-type": "text/xml" })
    .end("<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");
const refused =
  (status: number, code: string): Reply =>
  (response) =>
    response
      .writeHead(status, { "content-type": "text/xml" })
      .end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
      );

describe("the mail", () => {
  it("says in plain text what is known of each finding", async () => {
    const { send, published } = await sns(taken);
    await send(digestOf("port 22 is open"));
    expect(published()).toMatchObject([
      {
        Action: "Publish",
        TopicArn: topicArn,
        Subject: "Snapback: 1 finding: 1 open: port 22 is open",
        Message:
          "1 finding: 1 open\n\nHIGH: port 22 is open\n  open\n  ec2-sg-ingress-world, 111122223333, eu-central-1\n" +
          "  https://console.example/findings/fnd_0\n",
      },
    ]);
  });

  it("has a subject that SNS takes, and no controls, whatever is in a name", async () => {
    const { send, published } = await sns(taken);
    await send(digestOf("\r\nBcc: x@example.com\u0000 größer 😀 ".padEnd(10_000, "y")));
    const [{ Subject = "", Message = "" } = {}] = published();
    expect(Subject).toMatch(/^[\x20-\x7e]{99}$/);
    expect(Subject).toContain("\\u000d\\u000aBcc: x@example.com\\u0000 gr??er ? y");
    expect(Subject).toMatch(/y\.\.\.$/);
    // Nothing but the line ends that are ours.
    expect(Message.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f]/);
    expect(Message.split("\n")).toHaveLength(7);
    expect(Message).toContain("größer 😀");
  });

  it("leaves out what is not known of a finding", async () => {
    const { send, published } = await sns(taken);
    const notice = noticeAbout(findingWith({ summary: "port 22 is open" }), "failed");
    await send(digestFor([notice], new Map(), { console: "https://console.example", now: new Date() }));
    expect(published()[0]?.Message).toBe(
      "1 finding: 1 no longer known\n\nHIGH: port 22 is open\n  what led to failed\n  https://console.example/findings/fnd_1\n",
    );
  });

  it("counts what is beyond twenty", async () => {
    const { send, published } = await sns(taken);
    await send(digestOf("open", 50));
    const [mail] = published();
    expect(mail?.Subject).toBe("Snapback: 50 findings: 50 open");
    expect(mail?.Message).toMatch(/\n\nand 30 more: https:\/\/console\.example\/findings\n$/);
  });
});

describe("the email channel", () => {
  it.each([
    [404, "NotFound", true],
    [400, "InvalidParameter", true],
    [403, "AuthorizationError", false],
    [400, "Throttling", false],
    [500, "InternalError", false],
  ])("tells from %i %s whether trying again can help", async (status, code, permanent) => {
    const { send } = await sns(refused(status, code));
    await expect(send(digestOf("open"))).rejects.toMatchObject({ name: "ChannelError", permanent });
  });

  it("gives up after its time", async () => {
    const { send } = await sns(() => {}, 50);
    await expect(send(digestOf("open"))).rejects.toMatchObject({ name: "ChannelError", permanent: false });
  });
});
