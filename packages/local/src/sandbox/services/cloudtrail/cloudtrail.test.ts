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

describe("a trail of one's own", () => {
  const S3BucketName = "logs";
  const key = "1234abcd-12ab-34cd-56ef-1234567890ab";

  test("is made with what it is told, and answers the same to whoever asks", async () => {
    const { trail, records } = await openTrail();
    const made = await trail.createTrail({
      Name: "mine",
      S3BucketName,
      S3KeyPrefix: "audit",
      SnsTopicName: "told",
      KmsKeyId: key,
      IsMultiRegionTrail: true,
      TagsList: [{ Key: "team", Value: "security" }],
    });
    const { $metadata, ...answer } = made;
    expect(answer).toEqual({
      Name: "mine",
      S3BucketName,
      S3KeyPrefix: "audit",
      SnsTopicName: "told",
      SnsTopicARN: "arn:aws:sns:us-east-1:111122223333:told",
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: true,
      TrailARN: "arn:aws:cloudtrail:us-east-1:111122223333:trail/mine",
      LogFileValidationEnabled: false,
      KmsKeyId: `arn:aws:kms:us-east-1:111122223333:key/${key}`,
      IsOrganizationTrail: false,
    });
    expect((await trail.getTrail({ Name: "mine" })).Trail).toEqual({
      ...answer,
      HomeRegion: "us-east-1",
      HasCustomEventSelectors: false,
      HasInsightSelectors: false,
    });
    expect((await trail.listTrails({})).Trails?.map((one) => one.Name)).toEqual([Name, "mine"]);
    expect(await trail.getTrailStatus({ Name: "mine" })).toMatchObject({ IsLogging: false });
    expect(records.at(-1)).toMatchObject({
      eventName: "CreateTrail",
      requestParameters: { name: "mine", tagsList: [{ key: "team", value: "security" }] },
      responseElements: {
        trailARN: answer.TrailARN,
        s3BucketName: S3BucketName,
        logFileValidationEnabled: false,
      },
    });
    expect(await refusal(trail.createTrail({ Name: "mine", S3BucketName }))).toMatchObject({
      name: "TrailAlreadyExistsException",
    });
  });

  test("is changed in what a call names, and an empty text takes away", async () => {
    const { trail } = await openTrail();
    await trail.createTrail({ Name: "mine", S3BucketName, KmsKeyId: key, S3KeyPrefix: "audit" });
    await trail.updateTrail({ Name: "mine", IsMultiRegionTrail: true, KmsKeyId: "" });
    expect((await trail.getTrail({ Name: "mine" })).Trail).toMatchObject({
      IsMultiRegionTrail: true,
      S3KeyPrefix: "audit",
    });
    expect((await trail.getTrail({ Name: "mine" })).Trail).not.toHaveProperty("KmsKeyId");
    const without = { Name: "mine", IncludeGlobalServiceEvents: false };
    expect(await refusal(trail.updateTrail(without))).toMatchObject({
      name: "InvalidParameterCombinationException",
    });
  });

  test("of one region is not seen from another, and has nothing of it", async () => {
    const { trail, sdk, client, names, vpc } = await openTrail();
    await trail.createTrail({ Name: "mine", S3BucketName });
    await trail.startLogging({ Name: "mine" });
    await trail.deleteTrail({ Name });
    const abroad = sdk(CloudTrail, "eu-west-1");
    expect((await abroad.describeTrails({})).trailList).toEqual([]);
    const call = { GroupId: vpc.defaultGroupId, IpPermissions: [] };
    await refusal(client("eu-west-1").send(new RevokeSecurityGroupEgressCommand(call)));
    expect(names()).toEqual(["CreateTrail", "StartLogging", "DeleteTrail"]);
    await trail.deleteTrail({ Name: "mine" });
    await trail.createTrail({ Name: "again", S3BucketName });
    expect(names()).toEqual(["CreateTrail", "StartLogging", "DeleteTrail", "DeleteTrail"]);
  });

  test("has the events that it is told, and EventBridge gets those alone", async () => {
    const { trail, change, names } = await openTrail();
    const reading = { ReadWriteType: "ReadOnly" as const, IncludeManagementEvents: true };
    await trail.putEventSelectors({ TrailName: Name, EventSelectors: [reading] });
    await change();
    const field = (Field: string, ...Equals: string[]) => ({ Field, Equals });
    const writing = { FieldSelectors: [field("eventCategory", "Management"), field("readOnly", "false")] };
    await trail.putEventSelectors({ TrailName: Name, AdvancedEventSelectors: [writing] });
    const { EventSelectors, AdvancedEventSelectors } = await trail.getEventSelectors({ TrailName: Name });
    expect([EventSelectors, AdvancedEventSelectors]).toEqual([undefined, [writing]]);
    await change();
    const objects = {
      FieldSelectors: [field("eventCategory", "Data"), field("resources.type", "AWS::S3::Object")],
    };
    await trail.putEventSelectors({ TrailName: Name, AdvancedEventSelectors: [objects] });
    await change();
    const put = "PutEventSelectors";
    expect(names()).toEqual([put, put, "RevokeSecurityGroupEgress", put]);
    expect(await refusal(trail.putEventSelectors({ TrailName: Name }))).toMatchObject({
      name: "InvalidParameterCombinationException",
    });
  });

  test("has insights and tags", async () => {
    const { trail } = await openTrail();
    const TrailName = Name;
    expect(await refusal(trail.getInsightSelectors({ TrailName }))).toMatchObject({
      name: "InsightNotEnabledException",
    });
    const InsightSelectors = [{ InsightType: "ApiErrorRateInsight" as const }];
    await trail.putInsightSelectors({ TrailName, InsightSelectors });
    expect(await trail.getInsightSelectors({ TrailName })).toMatchObject({ InsightSelectors });
    expect((await trail.getTrail({ Name })).Trail).toMatchObject({ HasInsightSelectors: true });

    const tags = async () => (await trail.listTags({ ResourceIdList: [arn] })).ResourceTagList?.[0]?.TagsList;
    const [team, cost] = [
      { Key: "team", Value: "security" },
      { Key: "cost", Value: "1" },
    ];
    await trail.addTags({ ResourceId: arn, TagsList: [team, cost] });
    await trail.addTags({ ResourceId: arn, TagsList: [{ ...cost, Value: "2" }] });
    expect(await tags()).toEqual([team, { ...cost, Value: "2" }]);
    await trail.removeTags({ ResourceId: arn, TagsList: [team] });
    expect(await tags()).toEqual([{ ...cost, Value: "2" }]);
  });
});
