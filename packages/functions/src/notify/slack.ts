import { type Digest, type DigestEntry, headline } from "@snapback/core/notice/digest";
import { ChannelError } from "./channel.ts";
import { post } from "./post.ts";

/*
 * Slack's limits: 50 blocks, 150 characters in a header's text, 3000 in a section's, whose parts have these shares.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
const HEADER = 150;
const SUMMARY = 800;
const STATE = 1400;
const NAME = 120;
/** What a notification shows. */
const FALLBACK = 300;

/** Tells a Slack channel, by its incoming webhook. */
export function slackChannel(url: string, timeoutMs?: number): (digest: Digest) => Promise<void> {
  return async (digest) => {
    const { status, text, retryAfterMs } = await post(
      url,
      JSON.stringify(slackMessage(digest)),
      {},
      timeoutMs,
    );
    if (status >= 200 && status < 300) return;
    // One of Slack's words, such as invalid_token. What is not one may be anything.
    const word = /^[a-z_]{1,60}$/.exec(text.trim())?.[0];
    const said = `Slack answered ${status}${word === undefined ? "" : ` ${word}`}`;
    const passing = status >= 500 || status === 408 || status === 429;
    throw new ChannelError(said, { retryAfterMs, permanent: !passing });
  };
}

/** The message in Block Kit, with a plain text for notifications. No text of it can mention, link, or call anybody. */
export function slackMessage(digest: Digest) {
  const { title, entries, more, test, console } = digest;
  return {
    text: escaped(headline(digest), FALLBACK),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: "header", text: { type: "plain_text", text: title.slice(0, HEADER), emoji: false } },
      ...(test === undefined ? [] : [section(escaped(test, SUMMARY))]),
      ...entries.map((entry) => section(entryText(entry))),
      ...(more > 0 ? [section(`<${console}/findings|and ${more} more>`)] : []),
    ],
  };
}

/** `verbatim`: what looks like a link, a channel or a person in it is left as it is. */
function section(text: string) {
  return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

function entryText({ severity, summary, state, detection, account, region, url }: DigestEntry): string {
  const place = [detection, account, region].flatMap((part) =>
    part === undefined ? [] : [escaped(part, NAME)],
  );
  return [
    `*${severity.toUpperCase()}* ${escaped(summary, SUMMARY)}`,
    escaped(state, STATE),
    [...place, `<${url}|Open in the console>`].join(" · "),
  ].join("\n");
}

const ENTITIES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
]);

/**
 * Text without Slack's control characters, no longer than this when it is escaped.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
function escaped(text: string, limit: number): string {
  let result = "";
  for (const character of text) {
    const next = ENTITIES.get(character) ?? character;
    if (result.length + next.length > limit - 1) return `${result}…`;
    result += next;
  }
  return result;
}
