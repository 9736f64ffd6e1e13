import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import { openS3Answers } from "../../../test/s3-answers.ts";
import { makeTrail } from "../cloudtrail/trail-attacks.ts";
import detection from "./s3-trail-bucket-lifecycle.ts";

const judged = judgedBy(detection, "s3.amazonaws.com");
const resource = "arn:aws:s3:::web-trail";
const asked = (LifecycleConfiguration: unknown, fields: object = {}) => ({
  requestParameters: { bucketName: "web-trail", lifecycle: "", LifecycleConfiguration },
  ...fields,
});
const rule = (Days: number, more: object = {}) => ({
  ID: "retention",
  Status: "Enabled",
  Filter: { Prefix: "" },
  Expiration: { Days },
  ...more,
});
const question = { violations: [], suspicions: [{ ask: { bucket: "web-trail" } }], baselines: [] };

describe("s3-trail-bucket-lifecycle", () => {
  it.each([
    ["one rule", asked({ Rule: rule(1) })],
    ["many rules", asked({ Rule: [rule(400), rule(89, { ID: "b" })] })],
    ["the first version's rule", asked({ Rule: { Status: "Enabled", Prefix: "", Expiration: { Days: 3 } } })],
    ["no configuration", asked(undefined)],
    ["a configuration that can't be read", asked("")],
  ])("asks whether a trail writes to the bucket: %s", (_what, fields) => {
    for (const eventName of ["PutBucketLifecycle", "PutBucketLifecycleConfiguration"])
      expect(judged(eventName, fields)).toMatchObject(question);
  });

  it("goes by how long files have to be kept", () => {
    const demanding = judgedBy(detection, "s3.amazonaws.com", { minimumDays: 401 });
    expect(demanding("PutBucketLifecycle", asked({ Rule: rule(400) }))).toMatchObject(question);
    const modest = judgedBy(detection, "s3.amazonaws.com", { minimumDays: 7 });
    expect(modest("PutBucketLifecycle", asked({ Rule: rule(7) })).suspicions).toEqual([]);
  });

  it.each([
    ["rules as the API has them", asked({ Rule: rule(400) }), { rules: [rule(400)] }],
    ["no rule", asked({}), { rules: [] }],
    ["a list in a rule", asked({ Rule: rule(400, { Transition: { Days: 3 } }) }), undefined],
    ["garbage", asked({ Rule: [7, null] }), undefined],
    [
      "another default for transitions",
      {
        requestParameters: {
          ...asked({ Rule: rule(400) }).requestParameters,
          "x-amz-transition-default-minimum-object-size": ["varies_by_storage_class"],
        },
      },
      undefined,
    ],
  ])("keeps what is not short: %s", (_what, fields, value) => {
    expect(judged("PutBucketLifecycle", fields)).toEqual({
      ...shownNothing,
      baselines: [{ resource, aspect: "lifecycle", value }],
    });
  });

  it("keeps that a bucket has none any more", () => {
    expect(judged("DeleteBucketLifecycle", asked(undefined))).toEqual({
      ...shownNothing,
      baselines: [{ resource, aspect: "lifecycle", value: { rules: [] } }],
    });
  });

  it.each([
    ["a call that failed", "PutBucketLifecycle", asked({ Rule: rule(1) }, { errorCode: "AccessDenied" })],
    ["a deletion that failed", "DeleteBucketLifecycle", asked(undefined, { errorCode: "NoSuchBucket" })],
    ["no bucket", "PutBucketLifecycle", { requestParameters: { LifecycleConfiguration: { Rule: rule(1) } } }],
    ["nothing", "PutBucketLifecycle", { requestParameters: null }],
  ])("finds nothing in %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name", () => {
    const other = judgedBy(detection, "s3-outposts.amazonaws.com");
    expect(other("PutBucketLifecycle", asked({ Rule: rule(1) }))).toEqual(shownNothing);
  });
});

describe("a trail's bucket", () => {
  let account: S3Account;
  beforeEach(async () => {
    account = await openS3Account();
    for (const { service, operation, input } of makeTrail("web-trail"))
      await account.send(operation, input, { service });
  });
  afterEach(() => account.close());

  const put = (Rules: ReturnType<typeof rule>[], Bucket = "web-trail") =>
    account.send("PutBucketLifecycleConfiguration", { Bucket, LifecycleConfiguration: { Rules } });
  const rulesNow = async () => {
    const s3 = await account.live.client("s3");
    const answer = await s3.GetBucketLifecycleConfiguration({ Bucket: "web-trail" });
    return { rules: answer.Rules, size: answer.TransitionDefaultMinimumObjectSize };
  };
  const reports = rule(1, { ID: "reports", Filter: { Prefix: "reports/" } });
  const known = (rules: object[]) => ({
    resource,
    aspect: "lifecycle",
    value: JSON.parse(JSON.stringify({ rules })),
  });

  it("loses the rules that are too short, and gets them back by the undo, dates and all", async () => {
    const dated = rule(1, { ID: "dated", Expiration: { Date: "2026-12-01T00:00:00.000Z" } });
    const size = "varies_by_storage_class";
    const archive = rule(400, { ID: "archive", Transitions: [{ Days: 30, StorageClass: "GLACIER" }] });
    const s3 = await account.live.client("s3");
    await s3.PutBucketLifecycleConfiguration({
      Bucket: "web-trail",
      LifecycleConfiguration: JSON.parse(JSON.stringify({ Rules: [reports, rule(1), archive, dated] })),
      TransitionDefaultMinimumObjectSize: size,
    });
    const before = await rulesNow();
    const found = await account.one(detection);
    expect(found.summary).toContain("after 1 day, and on 2026-12-01");
    const { plan } = await account.inspect(detection, found);
    expect(plan?.caveats).toEqual([expect.stringContaining("not known")]);
    await account.run(plan?.steps);
    expect(await rulesNow()).toEqual({ rules: [reports, archive], size });
    const after = await account.inspect(detection, found);
    expect(after.plan).toBeUndefined();
    expect(after.baselines).toEqual([
      { resource, aspect: "lifecycle", value: { rules: [reports, archive], size } },
    ]);
    await account.run(plan?.undo);
    expect(await rulesNow()).toEqual(before);
  });

  it("has no lifecycle at all where nothing is left of it", async () => {
    await put([rule(1)]);
    const found = await account.one(detection);
    const { plan } = await account.inspect(detection, found);
    await account.run(plan?.steps);
    await expect(rulesNow()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    await account.run(plan?.undo);
    expect((await rulesNow()).rules).toEqual([rule(1)]);
  });

  it("gets back the rules that it had, where they are known and good enough today", async () => {
    await put([rule(1)]);
    const found = await account.one(detection);
    const inspected = async (rules: object[], more: object = {}, parameters: object = {}) =>
      (await account.inspect(detection, found, { baselines: [{ ...known(rules), ...more }], parameters }))
        .plan;
    const back = await inspected([rule(365), reports]);
    expect(back?.steps).toMatchObject([
      { input: { LifecycleConfiguration: { Rules: [rule(365), reports] } } },
    ]);
    expect(back).not.toHaveProperty("caveats");
    expect(back).not.toHaveProperty("confirm");
    expect((await inspected([rule(365)], { source: "event" }))?.confirm).toContain("event");
    const old = "2026-06-01T00:00:00.000Z";
    expect((await inspected([rule(365)], { at: old }))?.confirm).toContain("2026-06-01");
    for (const unfit of [[rule(2)], [rule(365, { Later: true })]])
      expect((await inspected(unfit))?.steps).toMatchObject([{ operation: "DeleteBucketLifecycle" }]);
    expect((await inspected([rule(365)], {}, { minimumDays: 400 }))?.steps).toMatchObject([
      { operation: "DeleteBucketLifecycle" },
    ]);
  });

  it("is another finding's, once other rules are too short", async () => {
    await put([rule(1)]);
    const found = await account.one(detection);
    await put([rule(2)]);
    const seen = await account.inspect(detection, found);
    expect(seen.plan).toBeUndefined();
    expect(seen).not.toHaveProperty("baselines");
    expect((await account.inspect(detection, await account.one(detection))).plan).toBeDefined();
  });

  it("is found by a sweep under the same key, and only it is looked at", async () => {
    await account.send("CreateBucket", { Bucket: "plain" });
    await put([rule(1)], "plain");
    const [latest] = account.records.slice(-1);
    if (!latest) throw new Error("it is recorded");
    expect(await account.found(detection, latest)).toEqual([]);
    const seen = async () => (await account.sweep(detection)).filter((one) => one.resource !== own);
    const own = "arn:aws:s3:::management-events-111122223333";
    expect(await seen()).toEqual([{ resource, violations: [], baselines: [known([])] }]);
    await put([rule(1)]);
    const found = await account.one(detection);
    expect(await seen()).toEqual([{ resource, violations: [found], baselines: [] }]);
  });

  it("that no trail writes to any more is nobody's business", async () => {
    await put([rule(1)]);
    const found = await account.one(detection);
    await account.send("DeleteTrail", { Name: "web-trail" }, { service: "cloudtrail" });
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    expect(await detection.assess({ bucket: "web-trail" }, account.live, {})).toEqual([]);
  });

  it("is also that of a trail whose home is another region, wherever in it the trail writes", async () => {
    await account.send("CreateBucket", { Bucket: "far-trail" });
    for (const { service, operation, input } of makeTrail("far-trail", { S3KeyPrefix: "org" }).slice(1))
      await account.send(operation, input, {
        service,
        region: service === "s3" ? "us-east-1" : "eu-west-1",
      });
    await put([rule(1, { Filter: { Prefix: "org/" } })], "far-trail");
    expect(await account.one(detection)).toMatchObject({ resource: { id: "far-trail" } });
    await put([rule(1, { Filter: { Prefix: "AWSLogs/" } })], "far-trail");
    const [latest] = account.records.slice(-1);
    if (!latest) throw new Error("it is recorded");
    expect(await account.found(detection, latest)).toEqual([]);
  });
});

it("rules that Snapback could not put back it does not take away", async () => {
  const rules = `<Rule><ID>a</ID><Status>Enabled</Status><Filter><Prefix></Prefix></Filter><Expiration><Days>1</Days></Expiration>
    <Transition><Days>0</Days><StorageClass>DEEP_FREEZE</StorageClass></Transition></Rule>`;
  const { live, close } = await openS3Answers(
    (call) =>
      ({
        DescribeTrails: JSON.stringify({ trailList: [{ S3BucketName: "web-trail" }] }),
        "GET /web-trail/?lifecycle=": `<LifecycleConfiguration>${rules}</LifecycleConfiguration>`,
      })[call],
  );
  onTestFinished(close);
  const [found] = await detection.assess({ bucket: "web-trail" }, live, {});
  if (!found || !detection.response) throw new Error("it is found, and has a response");
  const look = { live, baseline: async () => undefined, now: new Date() };
  const { plan, stuck } = await detection.response.inspect(found, look, {});
  expect(plan).toBeUndefined();
  expect(stuck).toContain("by hand");
});
