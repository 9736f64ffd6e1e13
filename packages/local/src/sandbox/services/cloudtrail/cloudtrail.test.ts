import { CloudTrail } from "@aws-sdk/client-cloudtrail";
import { RevokeSecurityGroupEgressCommand } from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openStorage } from "../../../storage.ts";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const Name = "management";

async function openTrail(options: Parameters<typeof openTestSandbox>[0] = {}) {
  const opened = await openTestSandbox({ stack: { trail: Name }, ...options });
  const { ec2, records, vpc } = opened;
  /** A call that changes something in EC2, or is refused: both are recorded. */
  const change = () =>
    ec2
      .send(
        new RevokeSecurityGroupEgressCommand({
          GroupId: vpc.defaultGroupId,
          IpPermissions: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
        }),
      )
      .catch(() => undefined);
  const names = () => records.map(({ eventName }) => eventName);
  return { ...opened, trail: opened.sdk(CloudTrail), change, names };
}

const arn = `arn:aws:cloudtrail:us-east-1:111122223333:trail/${Name}`;

describe("the account's trail", () => {
  test("is of all regions, logs, and has all management events", async () => {
    const { trail } = await openTrail({ now: () => new Date("2026-11-24T08:00:00Z") });
    expect((await trail.describeTrails({})).trailList).toEqual([
      {
        Name,
        S3BucketName: "management-111122223333",
        IncludeGlobalServiceEvents: true,
        IsMultiRegionTrail: true,
        HomeRegion: "us-east-1",
        TrailARN: arn,
        LogFileValidationEnabled: true,
        HasCustomEventSelectors: false,
        HasInsightSelectors: false,
        IsOrganizationTrail: false,
      },
    ]);
    expect((await trail.getTrail({ Name: arn })).Trail).toMatchObject({ Name });
    expect(await trail.getTrailStatus({ Name })).toMatchObject({
      IsLogging: true,
      StartLoggingTime: new Date("2026-11-24T08:00:00Z"),
    });
    expect((await trail.getEventSelectors({ TrailName: Name })).EventSelectors).toMatchObject([
      { ReadWriteType: "All", IncludeManagementEvents: true },
    ]);
  });

  test("is seen from other regions by its ARN, and changed only at home", async () => {
    const { sdk, trail } = await openTrail();
    const abroad = sdk(CloudTrail, "eu-west-1");
    expect((await abroad.describeTrails({})).trailList).toHaveLength(1);
    expect((await abroad.describeTrails({ includeShadowTrails: false })).trailList).toEqual([]);
    expect(await abroad.getTrailStatus({ Name: arn })).toMatchObject({ IsLogging: true });
    expect(await refusal(abroad.getTrailStatus({ Name }))).toMatchObject({ name: "TrailNotFoundException" });
    expect(await refusal(abroad.stopLogging({ Name: arn }))).toMatchObject({
      name: "InvalidHomeRegionException",
    });
    expect(await trail.getTrailStatus({ Name })).toMatchObject({ IsLogging: true });
  });

  test("of another name is not found, and left out of lists", async () => {
    const { trail } = await openTrail();
    expect((await trail.describeTrails({ trailNameList: ["other", Name] })).trailList).toHaveLength(1);
    expect(await refusal(trail.stopLogging({ Name: "other" }))).toEqual({
      name: "TrailNotFoundException",
      message: "Unknown trail: other for the user: 111122223333",
      status: 400,
    });
  });
});

describe("records reach EventBridge", () => {
  test("until logging stops, the stop included, and again from the start on", async () => {
    const { trail, change, names, records } = await openTrail();
    await change();
    await trail.stopLogging({ Name });
    await change();
    await refusal(trail.startLogging({ Name: "other" }));
    await trail.startLogging({ Name });
    await change();
    expect(names()).toEqual([
      "RevokeSecurityGroupEgress",
      "StopLogging",
      "StartLogging",
      "RevokeSecurityGroupEgress",
    ]);
    expect(records[1]).toMatchObject({
      eventSource: "cloudtrail.amazonaws.com",
      awsRegion: "us-east-1",
      requestParameters: { name: Name },
      responseElements: null,
      readOnly: false,
    });
  });

  test("not from any region once logging has stopped", async () => {
    const { trail, client, vpc, names } = await openTrail();
    await trail.stopLogging({ Name });
    const abroad = client("eu-west-1");
    await refusal(
      abroad.send(new RevokeSecurityGroupEgressCommand({ GroupId: vpc.defaultGroupId, IpPermissions: [] })),
    );
    expect(names()).toEqual(["StopLogging"]);
  });

  test("not after a restart either, while the calls themselves are known", async () => {
    const storage = await openStorage(undefined);
    const before = await openTrail({ storage });
    await before.trail.stopLogging({ Name });
    await before.change();
    await before.sandbox.close();
    const { trail, change, names, sandbox } = await openTrail({ storage });
    expect(await trail.getTrailStatus({ Name })).toMatchObject({ IsLogging: false });
    await change();
    expect(names()).toEqual([]);
    expect(sandbox.calls().map(({ operation }) => operation)).toEqual([
      "StopLogging",
      "RevokeSecurityGroupEgress",
      "GetTrailStatus",
      "RevokeSecurityGroupEgress",
    ]);
  });
});
