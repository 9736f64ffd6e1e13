import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Backends } from "../../backends.ts";
import { operationTable, type Service } from "../../operation.ts";
import { page } from "../../pages.ts";
import { awsJson } from "../../protocols/aws-json.ts";
import { declarations } from "../declared.ts";
import { FilterPatternError, filterPattern } from "./filter-pattern.ts";
import type { LogGroup } from "./log-groups.ts";

const operation = declarations(invalid);

const nextToken = z.string().optional();

const describeLogGroups = operation({
  name: "DescribeLogGroups",
  readOnly: true,
  input: z.strictObject({
    logGroupNamePrefix: z.string().optional(),
    limit: z.int().min(1).max(50).default(50),
    nextToken,
  }),
  async forward(backends, account, { logGroupNamePrefix = "", limit, nextToken: from }) {
    const groups = groupsIn(backends, account).filter(({ name }) => name.startsWith(logGroupNamePrefix));
    const shown = page(groups, ({ name }) => name, limit, from, badToken);
    return {
      logGroups: shown.rows.map((group) => described(account, group)),
      nextToken: shown.nextToken,
    };
  },
});

const filterLogEvents = operation({
  name: "FilterLogEvents",
  readOnly: true,
  input: z.strictObject({
    logGroupName: z.string().optional(),
    /** The name or the ARN. */
    logGroupIdentifier: z.string().optional(),
    /** Events are in the order of their time in any case, since every group has one stream. */
    interleaved: z.boolean().optional(),
    logStreamNames: z.array(z.string()).min(1).max(100).optional(),
    startTime: z.number().min(0).optional(),
    endTime: z.number().min(0).optional(),
    filterPattern: z.string().max(1024).optional(),
    limit: z.int().min(1).max(10_000).default(10_000),
    nextToken,
  }),
  async forward(backends, account, input) {
    const asked = input.logGroupName ?? input.logGroupIdentifier?.replace(/^arn:.*:log-group:/, "");
    const group = groupsIn(backends, account).find(({ name }) => name === asked);
    if (group === undefined) {
      throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
    }
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, logStreamNames } = input;
    const matches = checkedPattern(input.filterPattern ?? "");
    const events = group.events.filter(
      ({ timestamp, stream, message }) =>
        timestamp >= startTime &&
        timestamp <= endTime &&
        (logStreamNames === undefined || logStreamNames.includes(stream)) &&
        matches(message),
    );
    const shown = page(events, ({ id }) => id, input.limit, input.nextToken, badToken);
    return {
      events: shown.rows.map(({ id, stream, timestamp, message }) => ({
        logStreamName: stream,
        timestamp,
        message,
        ingestionTime: timestamp,
        eventId: id,
      })),
      searchedLogStreams: [],
      nextToken: shown.nextToken,
    };
  },
});

/** The functions run in the home region. */
function groupsIn({ logs }: Backends, { isHome }: Account): LogGroup[] {
  return isHome ? logs.list() : [];
}

function described({ region, id }: Account, { name, createdAt, events }: LogGroup) {
  const arn = `arn:aws:logs:${region}:${id}:log-group:${name}`;
  return {
    logGroupName: name,
    creationTime: createdAt,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    storedBytes: events.reduce((bytes, { message }) => bytes + Buffer.byteLength(message), 0),
    logGroupClass: "STANDARD",
    logGroupArn: arn,
  };
}

function checkedPattern(pattern: string): (line: string) => boolean {
  try {
    return filterPattern(pattern);
  } catch (error) {
    if (error instanceof FilterPatternError) throw invalid(`Invalid filter pattern: ${error.message}`);
    throw error;
  }
}

function invalid(problem: string): AwsError {
  return new AwsError("InvalidParameterException", problem);
}

function badToken(): AwsError {
  return invalid("The specified nextToken is invalid.");
}

/** Amazon CloudWatch Logs, for reading. The groups are filled by whoever runs the sandbox. */
export const logs: Service = {
  name: "logs",
  eventSource: "logs.amazonaws.com",
  protocol: awsJson("1.1"),
  operations: operationTable([describeLogGroups, filterLogEvents]),
};
