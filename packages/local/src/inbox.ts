import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "@snapback/core/log";
import type { Digest } from "@snapback/core/notice/digest";
import type { Channel } from "@snapback/functions/notify/channel";

/** The laptop's channel: what people would be sent. */
export interface Inbox extends Channel {
  /** What has come since it was opened, the earliest first. */
  messages: readonly Digest[];
}

/** Appends each message as a line of JSON to `inbox.ndjson` in the data folder, where there is one, and says it in the log. */
export function openInbox(data: string | undefined, log: Log): Inbox {
  const messages: Digest[] = [];
  return {
    name: "inbox",
    threshold: "low",
    messages,
    async send(digest) {
      if (data !== undefined) {
        await mkdir(data, { recursive: true });
        await appendFile(join(data, "inbox.ndjson"), `${JSON.stringify(digest)}\n`);
      }
      messages.push(digest);
      if (digest.test !== undefined) log.info("notice", { text: `${digest.title}: ${digest.test}` });
      for (const { severity, summary, state, url } of digest.entries) {
        log.info("notice", { text: `${summary}: ${state} [${severity}]`, url });
      }
      if (digest.more > 0) {
        log.info("notice", { text: `and ${digest.more} more`, url: `${digest.console}/findings` });
      }
    },
  };
}
