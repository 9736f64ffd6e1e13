/**
 * A function's process, as far as a handler notices: imports a bundle, calls its handler once for each event that comes in
 * as JSON, and puts out on descriptor 3 what it answered. The other outputs are the handler's own: its log.
 */
import { createWriteStream } from "node:fs";
import { text } from "node:stream/consumers";

const { bundle, events } = JSON.parse(await text(process.stdin));
const { handler } = await import(bundle);
const answers = [];
for (const [count, event] of events.entries()) {
  answers.push((await handler(event, { awsRequestId: `request-${count}` })) ?? null);
}
createWriteStream("", { fd: 3 }).end(JSON.stringify(answers));
