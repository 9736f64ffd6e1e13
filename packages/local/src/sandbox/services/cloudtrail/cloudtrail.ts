import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { operationTable, type Service } from "../../operation.ts";
import { awsJson } from "../../protocols/aws-json.ts";
import { declarations } from "../declared.ts";
import type { Trail } from "./resources.ts";

const operation = declarations(
  (problem) => new AwsError("InvalidParameterCombinationException", `The input does not fit: ${problem}`),
);

/** By its name in its home region, by its ARN in the others, too. */
const Name = z.string().min(3);

const describeTrails = operation({
  name: "DescribeTrails",
  readOnly: true,
  input: z.strictObject({
    trailNameList: z.array(z.string()).optional(),
    includeShadowTrails: z.boolean().optional(),
  }),
  run(account, { trailNameList = [], includeShadowTrails = true }) {
    const seen = account.home.trails
      .rows()
      .filter(({ homeRegion }) => includeShadowTrails || homeRegion === account.region);
    // What isn't there is left out.
    const named = (trail: Trail) =>
      trailNameList.length === 0 || trailNameList.some((name) => isNamed(account, trail, name));
    return { trailList: seen.filter(named).map((trail) => described(account, trail)) };
  },
});

const getTrail = operation({
  name: "GetTrail",
  readOnly: true,
  input: z.strictObject({ Name }),
  run: (account, input) => ({ Trail: described(account, find(account, input.Name)) }),
});

const getTrailStatus = operation({
  name: "GetTrailStatus",
  readOnly: true,
  input: z.strictObject({ Name }),
  run(account, input) {
    const { isLogging, startedAt, stoppedAt } = find(account, input.Name);
    return {
      IsLogging: isLogging,
      StartLoggingTime: seconds(startedAt),
      StopLoggingTime: seconds(stoppedAt),
      TimeLoggingStarted: startedAt ?? "",
      TimeLoggingStopped: stoppedAt ?? "",
    };
  },
});

const getEventSelectors = operation({
  name: "GetEventSelectors",
  readOnly: true,
  input: z.strictObject({ TrailName: Name }),
  run: (account, { TrailName }) => ({
    TrailARN: arnOf(account, find(account, TrailName)),
    EventSelectors: [
      {
        ReadWriteType: "All",
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ],
  }),
});

const startLogging = operation({
  name: "StartLogging",
  input: z.strictObject({ Name }),
  run: (account, input, { time }) =>
    change(account, input.Name, { isLogging: true, startedAt: time.toISOString() }),
});

const stopLogging = operation({
  name: "StopLogging",
  input: z.strictObject({ Name }),
  run: (account, input, { time }) =>
    change(account, input.Name, { isLogging: false, stoppedAt: time.toISOString() }),
});

function change(account: Account, name: string, changes: Partial<Trail>) {
  const trail = find(account, name);
  if (trail.homeRegion !== account.region) {
    throw new AwsError(
      "InvalidHomeRegionException",
      `Trail ${arnOf(account, trail)} can only be changed in its home region, ${trail.homeRegion}.`,
    );
  }
  account.trails.put({ ...trail, ...changes });
  return {};
}

function find(account: Account, name: string): Trail {
  const trail = account.home.trails.rows().find((row) => isNamed(account, row, name));
  if (trail !== undefined) return trail;
  throw new AwsError("TrailNotFoundException", `Unknown trail: ${name} for the user: ${account.id}`);
}

function isNamed(account: Account, trail: Trail, name: string): boolean {
  return name === arnOf(account, trail) || (name === trail.id && trail.homeRegion === account.region);
}

function described(account: Account, trail: Trail) {
  return {
    Name: trail.id,
    S3BucketName: trail.bucket,
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: true,
    HomeRegion: trail.homeRegion,
    TrailARN: arnOf(account, trail),
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: false,
    HasInsightSelectors: false,
    IsOrganizationTrail: false,
  };
}

function arnOf(account: Account, { id, homeRegion }: Trail): string {
  return `arn:aws:cloudtrail:${homeRegion}:${account.id}:trail/${id}`;
}

function seconds(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time) / 1000;
}

/**
 * AWS CloudTrail, as far as its trails are looked at and switched: while none logs, no record reaches EventBridge. The
 * records themselves are made in `record.ts`; their log files are not.
 */
export const cloudTrail: Service = {
  name: "cloudtrail",
  eventSource: "cloudtrail.amazonaws.com",
  protocol: awsJson("1.1"),
  operations: operationTable([
    describeTrails,
    getTrail,
    getTrailStatus,
    getEventSelectors,
    startLogging,
    stopLogging,
  ]),
};
