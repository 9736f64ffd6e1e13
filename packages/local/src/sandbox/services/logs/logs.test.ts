import { CloudWatchLogs, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";
import { openLogGroups } from "./log-groups.ts";

const detect = "/aws/lambda/app-detect";
const respond = "/aws/lambda/app-respond";
const opened = new Date("2026-11-24T08:00:00Z");
const at = (seconds: number) => new Date(opened.getTime() + seconds * 1000);

async function openLogs() {
  const groups = openLogGroups([respond, detect], opened);
  const { sdk, records } = await openTestSandbox({ logs: groups });
  const logs = sdk(CloudWatchLogs);
  const found = async (filterPattern: string) => {
    const { events = [] } = await logs.filterLogEvents({ logGroupName: detect, filterPattern });
    return events.map(({ message }) => message);
  };
  return { groups, logs, sdk, records, found };
}

describe("log groups", () => {
  test("are listed by their prefix, page by page, in their region", async () => {
    const { logs, sdk } = await openLogs();
    const first = await logs.describeLogGroups({ logGroupNamePrefix: "/aws/lambda/", limit: 1 });
    expect(first.logGroups).toMatchObject([
      {
        logGroupName: detect,
        arn: `arn:aws:logs:us-east-1:111122223333:log-group:${detect}:*`,
        creationTime: opened.getTime(),
      },
    ]);
    const rest = await logs.describeLogGroups({ limit: 1, nextToken: first.nextToken });
    expect(rest).toMatchObject({ logGroups: [{ logGroupName: respond }] });
    expect(rest.nextToken).toBeUndefined();
    expect(await logs.describeLogGroups({ logGroupNamePrefix: "/ecs/" })).toMatchObject({ logGroups: [] });
    expect(await sdk(CloudWatchLogs, "eu-west-1").describeLogGroups({})).toMatchObject({ logGroups: [] });
  });
});

describe("log events", () => {
  test("are those of one group, in a time, in their order", async () => {
    const { groups, logs, records } = await openLogs();
    for (const second of [1, 2, 3, 4]) groups.put(detect, `line ${second}`, at(second));
    groups.put(respond, "another's", at(2));
    groups.put("/aws/lambda/none", "nobody's", at(2));
    const { events = [] } = await logs.filterLogEvents({
      logGroupName: detect,
      startTime: at(2).getTime(),
      endTime: at(3).getTime(),
    });
    expect(events).toMatchObject([
      { message: "line 2", timestamp: at(2).getTime() },
      { message: "line 3", timestamp: at(3).getTime() },
    ]);
    expect(events[0]?.eventId).not.toBe(events[1]?.eventId);
    expect(events[0]?.logStreamName).toMatch(/^2026\/11\/24\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(records).toEqual([]);
  });

  test("come in pages, also those that came since the page before", async () => {
    const { groups, logs } = await openLogs();
    for (const second of [1, 2, 3]) groups.put(detect, `line ${second}`, at(second));
    const seen: (string | undefined)[] = [];
    for await (const { events = [] } of paginateFilterLogEvents(
      { client: logs },
      { logGroupName: detect, limit: 2 },
    )) {
      if (seen.length === 0) groups.put(detect, "line 4", at(4));
      seen.push(...events.map(({ message }) => message));
    }
    expect(seen).toEqual(["line 1", "line 2", "line 3", "line 4"]);
  });

  test("are of the streams that are named", async () => {
    const { groups, logs } = await openLogs();
    groups.put(detect, "a", at(1));
    const stream = groups.get(detect)?.events[0]?.stream ?? "";
    const count = async (logStreamNames: string[]) =>
      (await logs.filterLogEvents({ logGroupName: detect, logStreamNames })).events?.length;
    expect(await count([stream])).toBe(1);
    expect(await count(["other"])).toBe(0);
  });

  test("are had by the name or the ARN of their group", async () => {
    const { groups, logs } = await openLogs();
    groups.put(detect, "a", at(1));
    const arn = `arn:aws:logs:us-east-1:111122223333:log-group:${detect}`;
    for (const logGroupIdentifier of [detect, arn]) {
      const { events } = await logs.filterLogEvents({ logGroupIdentifier });
      expect(events).toMatchObject([{ message: "a" }]);
    }
  });

  test("are the last 5000, with ids that nobody had before", async () => {
    const { groups, logs } = await openLogs();
    for (let n = 0; n < 5001; n++) groups.put(detect, `line ${n}`, at(n));
    const { events = [] } = await logs.filterLogEvents({ logGroupName: detect });
    expect(events).toHaveLength(5000);
    expect(events[0]?.message).toBe("line 1");
    const later = openLogGroups([detect], at(60));
    later.put(detect, "one", at(61));
    later.put(detect, "two", at(62));
    const ids = events.map(({ eventId }) => eventId);
    expect(ids).not.toContain(later.get(detect)?.events[1]?.id);
  });

  test("of a group that isn't there are not found", async () => {
    const { logs, sdk } = await openLogs();
    const refused = { name: "ResourceNotFoundException", status: 400 };
    expect(await refusal(logs.filterLogEvents({ logGroupName: "none" }))).toMatchObject(refused);
    const abroad = sdk(CloudWatchLogs, "eu-west-1").filterLogEvents({ logGroupName: detect });
    expect(await refusal(abroad)).toMatchObject(refused);
  });
});

describe("a filter pattern", () => {
  const line = (message: string, level: string, more = {}) => JSON.stringify({ level, message, ...more });
  const lines = [
    line("finding.opened", "INFO"),
    line("finding.remediated", "INFO", { error: { code: "Throttling" } }),
    line("detect.message-failed", "ERROR", { count: 3 }),
    "START RequestId: finding.opened ERROR",
  ];

  test.each([
    ["", [0, 1, 2, 3]],
    ["ERROR", [2, 3]],
    ['ERROR "RequestId: finding"', [3]],
    ['{ $.message = "finding.opened" }', [0]],
    ['{$.message="finding.opened"||$.message="finding.remediated"}', [0, 1]],
    ['{ ($.message = "finding.*") && ($.level = "INFO") }', [0, 1]],
    ['{ $.level = "INFO" && $.message = "x" || $.level = "ERROR" }', [2]],
    ['{ $.level = "INFO" && ($.message = "finding.opened" || $.level = "ERROR") }', [0]],
    ['{ $.level != "INFO" }', [2]],
    ['{ $.error.code = "Thrott*" }', [1]],
    ['{ $.message = "*.*ed" }', [0, 1, 2]],
    ['{ $.message = "finding.*ned" }', [0]],
    ['{ $.error.code != "AccessDenied" }', [1]],
    ['{ $.message = "finding.*opened*opened" }', []],
    ["{ $.count = 3 }", [2]],
    ['{ $.message = "finding.open" }', []],
    ['{ $.constructor.name = "Object" }', []],
  ])("%s", async (pattern, expected) => {
    const { groups, found } = await openLogs();
    for (const each of lines) groups.put(detect, each, at(1));
    expect(await found(pattern)).toEqual(expected.map((position) => lines[position]));
  });

  test.each([
    ["{ $.count > 3 }", /> 3/],
    ["{ $.a IS NULL }", /\$\.a IS NULL/],
    ['{ $.a = "b" ', /must end in }/],
    ['{ ($.a = "b" }', /\) is missing/],
    ["{ }", /empty comparison/],
    ['{ $.a = "b" $.c = "d" }', /\$\.c = "d" is not supported/],
    ["%ERR.*%", /%ERR\.\*% is not supported/],
    ["?ERROR ?WARN", /\?ERROR is not supported/],
    ["[ip, user]", /\[ip, is not supported/],
    ["-INFO", /-INFO is not supported/],
  ])("%s is refused, with the part that is not known", async (pattern, message) => {
    const { found } = await openLogs();
    expect(await refusal(found(pattern))).toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringMatching(message),
    });
  });
});
