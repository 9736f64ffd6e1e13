import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from "@aws-sdk/client-cloudtrail";
import { awsWords } from "@snapback/core/aws/error";
import { asked, awsCommand, type Check, deployAgain, type Examined, type Line } from "./line.ts";
import { type Coverage, coverageOf } from "./trail-coverage.ts";

const what = "trail";

/**
 * Events reach EventBridge only while a trail records them: the stage's own, or one that the account has anyway.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const trail: Check = (examined) =>
  examined.deployment.trail === undefined
    ? anyTrail(examined)
    : ownTrail(examined, examined.deployment.trail);

async function ownTrail(examined: Examined, name: string): Promise<Line[]> {
  const { cloudtrail } = examined.clients(examined.deployment.home);
  return asked(what, name, async () => {
    const { trailList: [found] = [] } = await cloudtrail.send(
      new DescribeTrailsCommand({ trailNameList: [name] }),
    );
    if (found === undefined)
      return [{ status: "fail", what, detail: `${name} is gone`, next: deployAgain(examined) }];
    return (await faultsOf(found, examined)) ?? [fine(found, examined.deployment.regions)];
  });
}

/** Without one of its own, each region needs some trail, be it an organization's; a multi-region one is in all of them. */
async function anyTrail(examined: Examined): Promise<Line[]> {
  const { regions } = examined.deployment;
  const found = await Promise.all(
    regions.map(async (region) => ({
      region,
      lines: await asked(what, region, () => trailOf(region, examined)),
    })),
  );
  const trails = found.flatMap(({ lines }) => lines);
  // One multi-region trail says the same for every region.
  return [...new Map(trails.map((line) => [line.detail, line])).values()];
}

async function trailOf(region: string, examined: Examined): Promise<Line[]> {
  const { cloudtrail } = examined.clients(region);
  const { trailList = [] } = await cloudtrail.send(new DescribeTrailsCommand({ includeShadowTrails: true }));
  const faults: Line[] = [];
  for (const candidate of trailList) {
    const wrong = await readable(candidate, examined);
    if (wrong === undefined)
      return [fine(candidate, candidate.IsMultiRegionTrail ? examined.deployment.regions : [region])];
    faults.push(...wrong);
  }
  const unreadable = faults.find(({ status }) => status === "warn");
  if (unreadable) return [unreadable];
  return [
    {
      status: "fail",
      what,
      detail: `no trail records the calls made in ${region}, so none of them reaches Snapback`,
      next: `Set trail: "create" in snapback.config.ts, and ${deployAgain(examined)}`,
    },
    ...faults,
  ];
}

/** A member account sees its organization's trail, and may not be let see what that records. */
async function readable(candidate: Trail, examined: Examined): Promise<Line[] | undefined> {
  try {
    return await faultsOf(candidate, examined);
  } catch (error) {
    if (!candidate.IsOrganizationTrail) throw error;
    const { code, message } = awsWords(error);
    const detail = `${candidate.Name} is the organization's, and this account may not read what it records (${code}: ${message})`;
    return [{ status: "warn", what, detail, next: "The heartbeat tells whether events come through." }];
  }
}

/** What keeps this trail from bringing the detections' events, or nothing. */
async function faultsOf(found: Trail, examined: Examined): Promise<Line[] | undefined> {
  const { cloudtrail } = examined.clients(found.HomeRegion ?? examined.deployment.home);
  const Name = found.TrailARN ?? found.Name;
  const [status, selectors] = await Promise.all([
    cloudtrail.send(new GetTrailStatusCommand({ Name })),
    cloudtrail.send(new GetEventSelectorsCommand({ TrailName: Name })),
  ]);
  const faults: Line[] = [];
  const fault = (line: Pick<Line, "status" | "detail"> & { next?: string }) =>
    void faults.push({ what, ...line, detail: `${found.Name} ${line.detail}` });
  const home = found.HomeRegion ?? examined.deployment.home;
  if (status.IsLogging !== true)
    fault({
      status: "fail",
      detail: "does not log: no event reaches Snapback",
      next: awsCommand("cloudtrail start-logging", home, `--name ${found.Name}`, examined),
    });
  // One of the account's own that is not multi-region serves its region; the stage's has to serve all.
  if (found.IsMultiRegionTrail !== true && examined.deployment.trail !== undefined)
    fault({ status: "fail", detail: `records ${home} alone`, next: deployAgain(examined) });
  if (status.LatestDeliveryError)
    fault({
      status: "fail",
      detail: `could not deliver to its bucket lately: ${status.LatestDeliveryError}`,
      next: `Look at the policy of the bucket ${found.S3BucketName}.`,
    });
  for (const detail of gaps(coverageOf(selectors), examined))
    fault({
      ...detail,
      next: awsCommand("cloudtrail get-event-selectors", home, `--trail-name ${found.Name}`, examined),
    });
  return faults.length > 0 ? faults : undefined;
}

function gaps(coverage: Coverage, { detections }: Examined): Pick<Line, "status" | "detail">[] {
  if (!coverage.managementWrites)
    return [{ status: "fail", detail: "does not record management events that write" }];
  const listened = new Set<string>(detections.flatMap(({ events }) => events.map(({ source }) => source)));
  const missed = coverage.without.filter((source) => listened.has(source));
  return [
    ...(missed.length > 0
      ? [{ status: "fail" as const, detail: `leaves out the events of ${missed.join(", ")}` }]
      : []),
    ...(coverage.narrowedBy.length > 0
      ? [
          {
            status: "warn" as const,
            detail: `records only some management events (by ${coverage.narrowedBy.join(", ")}): see whether the detections' are among them`,
          },
        ]
      : []),
  ];
}

function fine(found: Trail, regions: readonly string[]): Line {
  const whose = found.IsOrganizationTrail ? `${found.Name}, the organization's,` : `${found.Name}`;
  const reach = found.IsMultiRegionTrail ? "all regions" : regions.join(", ");
  return { status: "ok", what, detail: `${whose} logs the management events of ${reach}` };
}
