import { once } from "node:events";
import { createServer } from "node:http";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { describe, expect, it, onTestFinished } from "vitest";
import { follow } from "./follow.ts";

interface Event {
  eventId: string;
  timestamp: number;
}
type Answer = Event[] | { status: number; error: string };

/** CloudWatch Logs over HTTP: `answer` is asked for each call, with the number of the round and the group. */
async function logsServer(answer: (round: number, group: string) => Answer) {
  let round = 0;
  const asked: { group: string; startTime: number }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      const { logGroupName: group = "", startTime = 0 }: { logGroupName?: string; startTime?: number } =
        JSON.parse(body);
      asked.push({ group, startTime });
      const said = answer(round, group);
      const [status, content] = Array.isArray(said)
        ? [200, { events: said.filter(({ timestamp }) => timestamp >= startTime) }]
        : [said.status, { __type: said.error, message: "no" }];
      response
        .writeHead(status, { "content-type": "application/x-amz-json-1.1" })
        .end(JSON.stringify(content));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  const logs = new CloudWatchLogsClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
  });
  return { logs, asked, next: () => ++round };
}

const MINUTE = 60_000;
const event = (eventId: string, minute: number): Event => ({ eventId, timestamp: minute * MINUTE });

/** Follows for so many rounds, a minute apart, from minute 10 on. */
async function followed(
  rounds: number,
  answer: (round: number, group: string) => Answer,
  groups = ["detect"],
) {
  const { logs, asked, next } = await logsServer(answer);
  const told: string[] = [];
  const troubles: string[] = [];
  const ended = new AbortController();
  let minute = 20;
  await follow({
    logs,
    groups,
    filterPattern: "{}",
    since: 10 * MINUTE,
    now: () => minute * MINUTE,
    async sleep() {
      minute += 1;
      if (next() === rounds) ended.abort();
    },
    signal: ended.signal,
    onEvents: (events) => told.push(...events.map(({ group, eventId }) => `${group} ${eventId}`)),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  return { told, troubles, asked };
}

describe("follow", () => {
  it("tells each event once, though rounds overlap, in order over all groups", async () => {
    const { told } = await followed(
      3,
      (round, group) =>
        group === "detect"
          ? [event("a", 12), event("c", 14)]
          : [event("b", 13), ...(round > 0 ? [event("d", 21)] : [])],
      ["detect", "respond"],
    );
    expect(told).toEqual(["detect a", "respond b", "detect c", "respond d"]);
  });

  it("does not lose an event that shows up late", async () => {
    const { told, asked } = await followed(3, (round) => [
      event("a", 20),
      ...(round === 2 ? [event("late", 18)] : []),
    ]);
    expect(told).toEqual(["detect a", "detect late"]);
    expect(asked.map(({ startTime }) => startTime / MINUTE)).toEqual([10, 15, 16]);
  });

  it("makes up for rounds that failed, and says so once", async () => {
    const { told, troubles, asked } = await followed(9, (round) =>
      round > 0 && round < 8
        ? { status: 500, error: "ServiceUnavailableException" }
        : [event(`r${round}`, 20 + round)],
    );
    expect(told).toEqual(["detect r0", "detect r8"]);
    expect(troubles).toEqual([
      expect.stringMatching(/^CloudWatch Logs can't be read \(ServiceUnavailable.*trying on/),
    ]);
    // Not later than what the last good round saw.
    expect(asked.at(-1)?.startTime).toBe(15 * MINUTE);
  });

  it("ends with what fails at once, or for good", async () => {
    const unavailable = { status: 500, error: "ServiceUnavailableException" };
    await expect(followed(3, () => unavailable)).rejects.toMatchObject({ name: unavailable.error });
    const expired = { status: 400, error: "ExpiredTokenException" };
    await expect(followed(3, (round) => (round === 0 ? [] : expired))).rejects.toMatchObject({
      name: expired.error,
    });
  });

  it("follows the other groups where one is not there, and takes it in once it is", async () => {
    const { told, troubles } = await followed(
      3,
      (round, group) =>
        group === "detect" || round === 2
          ? [event(group, 20)]
          : { status: 400, error: "ResourceNotFoundException" },
      ["detect", "respond"],
    );
    expect(told).toEqual(["detect detect", "respond respond"]);
    expect(troubles).toEqual(["There is no log group respond: looking for it on."]);
  });
});
