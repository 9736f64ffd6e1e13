import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { awsWords } from "@snapback/core/aws/error";
import { type Digest, headline } from "@snapback/core/notice/digest";
import { ChannelError, TIMEOUT_MS } from "./channel.ts";

/** Fewer than 100 characters of ASCII. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const SUBJECT = 99;

/** Tells whoever is subscribed to an SNS topic. */
export function emailChannel(
  client: SNSClient,
  topicArn: string,
  timeoutMs = TIMEOUT_MS,
): (digest: Digest) => Promise<void> {
  return async (digest) => {
    const message = new PublishCommand({
      TopicArn: topicArn,
      Subject: subjectOf(digest),
      Message: mailText(digest),
    });
    try {
      await client.send(message, { abortSignal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      const { code, message: words } = awsWords(error);
      // What the operator's rights lack can be mended within minutes; a topic that is gone, or a text it refuses, can't.
      const permanent = /^(NotFound|InvalidParameter)/.test(code);
      throw new ChannelError(`SNS: ${code}: ${words}`, { cause: error, permanent });
    }
  };
}

function subjectOf(digest: Digest): string {
  const subject = `Snapback: ${headline(digest)}`.replace(/[^\x20-\x7e]/gu, "?");
  return subject.length <= SUBJECT ? subject : `${subject.slice(0, SUBJECT - 3)}...`;
}

function mailText({ title, entries, more, test, console }: Digest): string {
  const parts = entries.map(({ severity, summary, state, detection, account, region, url }) =>
    [
      `${severity.toUpperCase()}: ${summary}`,
      state,
      [detection, account, region].filter((part) => part !== undefined).join(", "),
      url,
    ]
      .filter((text) => text !== "")
      .join("\n  "),
  );
  const rest = more > 0 ? [`and ${more} more: ${console}/findings`] : [];
  return `${[title, ...(test === undefined ? [] : [test]), ...parts, ...rest].join("\n\n")}\n`;
}
