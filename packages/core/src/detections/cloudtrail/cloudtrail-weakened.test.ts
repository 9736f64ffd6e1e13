import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start, sweep } from "../../../test/contract/running.ts";
import { openSandboxArena, type SandboxArena } from "../../../test/contract/sandbox-arena.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import { runStep } from "../../aws/account.ts";
import type { Json } from "../../json.ts";
import detection from "./cloudtrail-weakened.ts";

const place = { account: ACCOUNT, region: "us-east-1" };
const arnOf = (name: string) => `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${name}`;
const judge = (eventName: string, fields: Record<string, unknown>, parameters: unknown = {}) =>
  detection.detect(parsed(record("cloudtrail.amazonaws.com", eventName, fields)), place, parameters);
const update = (request: Record<string, unknown>, parameters: unknown = {}) =>
  judge("UpdateTrail", { requestParameters: { name: "main", ...request } }, parameters);
const select = (request: Record<string, unknown>, parameters: unknown = {}) =>
  judge("PutEventSelectors", { requestParameters: { trailName: "main", ...request } }, parameters);
const fingerprints = ({ violations }: ReturnType<typeof judge>) =>
  violations.map(({ fingerprint }) => fingerprint);

describe("UpdateTrail", () => {
  it.each([
    [{ isMultiRegionTrail: false }, ["single-region"]],
    [{ includeGlobalServiceEvents: "false" }, ["no-global-services"]],
    [{ enableLogFileValidation: false }, ["no-validation"]],
    [{ kmsKeyId: "" }, ["no-key"]],
    [
      { isMultiRegionTrail: false, includeGlobalServiceEvents: false },
      ["single-region", "no-global-services"],
    ],
    [{ isMultiRegionTrail: true, includeGlobalServiceEvents: true, enableLogFileValidation: true }, []],
    [{ isMultiRegionTrail: null, kmsKeyId: null }, []],
    [{ cloudWatchLogsLogGroupArn: "" }, []],
  ])("%j takes away %j", (request, found) => expect(fingerprints(update(request))).toEqual(found));

  it("says which trail it is, and what it lacks", () => {
    expect(update({ enableLogFileValidation: false }).violations).toEqual([
      {
        ...place,
        resource: { arn: arnOf("main"), type: "AWS::CloudTrail::Trail", id: "main" },
        fingerprint: "no-validation",
        summary: "Trail main no longer signs its log files, so edits don't show",
        severity: "high",
        evidence: { trail: "main", weakness: "no-validation" },
      },
    ]);
  });

  it("may do what the parameters allow", () => {
    const all = {
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: false,
      enableLogFileValidation: false,
    };
    expect(fingerprints(update(all, { allRegions: false, validation: false }))).toEqual([
      "no-global-services",
    ]);
    expect(fingerprints(update(all, { globalServices: false, validation: false }))).toEqual([
      "single-region",
    ]);
  });

  it("that names a bucket has the trail looked at", () => {
    expect(update({ s3BucketName: "elsewhere" })).toMatchObject({
      violations: [],
      suspicions: [{ ask: { about: "bucket", account: ACCOUNT, trail: "main", bucket: "elsewhere" } }],
    });
    expect(update({ s3BucketName: "" }).suspicions).toEqual([]);
  });

  it("with a key shows a good one", () => {
    expect(update({ kmsKeyId: "alias/audit" }).baselines).toEqual([
      { resource: arnOf("main"), aspect: "kms-key", value: { KmsKeyId: "alias/audit" } },
    ]);
  });

  it("is none where it failed, or names no trail", () => {
    const requestParameters = { name: "main", isMultiRegionTrail: false };
    const nothing = { violations: [], suspicions: [] };
    expect(judge("UpdateTrail", { requestParameters, errorCode: "AccessDenied" })).toEqual(nothing);
    expect(judge("UpdateTrail", { requestParameters: { isMultiRegionTrail: false } })).toEqual(nothing);
    expect(judge("UpdateTrail", { requestParameters: null })).toEqual(nothing);
  });
});

describe("PutEventSelectors", () => {
  const dataOnly = { eventSelectors: [{ readWriteType: "ReadOnly", includeManagementEvents: false }] };

  it("is a violation by what it leaves out", () => {
    expect(fingerprints(select(dataOnly))).toEqual(["management-events"]);
    expect(fingerprints(select({ eventSelectors: [{ readWriteType: "ReadOnly" }] }))).toEqual([
      "write-events",
    ]);
    expect(
      fingerprints(
        select({
          advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Data"] }] }],
        }),
      ),
    ).toEqual(["management-events"]);
  });

  it("may leave out what only reads, where the parameters say so", () => {
    const writes = { eventSelectors: [{ readWriteType: "WriteOnly" }] };
    expect(select(writes).violations).toMatchObject([{ fingerprint: "read-events", severity: "medium" }]);
    expect(fingerprints(select(writes, { reads: false }))).toEqual([]);
  });

  it("that leaves nothing out shows good ones", () => {
    expect(select({ eventSelectors: [{ readWriteType: "All", includeManagementEvents: true }] })).toEqual({
      violations: [],
      suspicions: [],
      baselines: [
        {
          resource: arnOf("main"),
          aspect: "event-selectors",
          value: { EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }] },
        },
      ],
    });
  });

  it("that doesn't say has the trail looked at, or all of them", () => {
    const ask = { about: "selectors", account: ACCOUNT };
    expect(select({}).suspicions).toMatchObject([{ ask: { ...ask, trail: "main" } }]);
    const omitted = { omitted: true, originalSize: 200_000 };
    expect(judge("PutEventSelectors", { requestParameters: omitted }).suspicions).toEqual([
      { ask, reason: expect.any(String) },
    ]);
    expect(judge("PutEventSelectors", { requestParameters: null }).suspicions).toEqual([]);
  });

  it("is none where it failed", () => {
    const fields = { requestParameters: { trailName: "main", ...dataOnly }, errorCode: "AccessDenied" };
    expect(judge("PutEventSelectors", fields)).toEqual({ violations: [], suspicions: [] });
  });
});

describe("CreateTrail", () => {
  it("asks whether a trail of that name had another bucket, and shows with which key it encrypts", () => {
    const requestParameters = {
      name: "main",
      s3BucketName: "logs",
      kmsKeyId: "alias/audit",
      isMultiRegionTrail: false,
    };
    expect(judge("CreateTrail", { requestParameters })).toEqual({
      violations: [],
      suspicions: [
        {
          ask: { about: "bucket", account: ACCOUNT, trail: "main", bucket: "logs", made: true },
          reason: expect.any(String),
        },
      ],
      baselines: [{ resource: arnOf("main"), aspect: "kms-key", value: { KmsKeyId: "alias/audit" } }],
    });
  });
});

describe("in the live account", () => {
  let arena: SandboxArena;
  let trails = 0;
  beforeAll(async () => {
    arena = await openSandboxArena();
  });
  afterAll(() => arena.close());
  const call = (operation: string, input: Json) => arena.send("cloudtrail", operation, input);

  /** A trail that lacks nothing, after a sweep has seen it. */
  async function newTrail(more: { [name: string]: Json } = {}) {
    trails += 1;
    const Name = `trail-${trails}`;
    const settings = { S3BucketName: "logs", IsMultiRegionTrail: true, EnableLogFileValidation: true };
    await call("CreateTrail", { Name, ...settings, ...more });
    const running = start(detection, arena);
    expect((await sweep(running))?.filter((key) => key.startsWith(arnOf(Name)))).toEqual([]);
    /** What is found of the latest call, in the record that the sandbox writes of it. */
    const found = async (parameters: unknown = {}) => {
      const records = await arena.records();
      const latest = parsed({ ...Object(records.at(-1)) });
      const { violations, suspicions, baselines } = detection.detect(latest, place, parameters);
      running.keep(baselines);
      const assessed = suspicions.map(({ ask }) =>
        detection.assess(ask, arena.live, parameters, running.baseline),
      );
      return [...violations, ...(await Promise.all(assessed)).flat()];
    };
    const only = async () => {
      const [violation, ...others] = await found();
      if (!violation || others.length > 0) throw new Error("there is one");
      return violation;
    };
    return { Name, arn: arnOf(Name), running, found, only };
  }
  type Trail = Awaited<ReturnType<typeof newTrail>>;

  /** Puts it right, and takes that back: what is read must be as it was. Answers with the plan. */
  async function proven({ running }: Trail, violation: Awaited<ReturnType<Trail["only"]>>) {
    const before = await running.inspect(violation);
    const { plan } = before;
    if (!plan) throw new Error(before.stuck ?? "nothing is wrong");
    for (const step of plan.steps) await runStep(arena.live, step);
    const after = await running.inspect(violation);
    expect([after.plan, after.stuck]).toEqual([undefined, undefined]);
    expect(await sweep(running)).not.toContain(`${violation.resource.arn} ${violation.fingerprint}`);
    for (const step of plan.undo) await runStep(arena.live, step);
    const again = await running.inspect(violation);
    expect(again).toMatchObject({ state: before.state, guard: before.guard });
    expect(again.plan).toBeDefined();
    return plan;
  }

  it.each([
    [{ IsMultiRegionTrail: false }, "single-region", { IsMultiRegionTrail: true }],
    [{ EnableLogFileValidation: false }, "no-validation", { EnableLogFileValidation: true }],
  ])("puts %j back", async (change, fingerprint, back) => {
    const trail = await newTrail();
    await call("UpdateTrail", { Name: trail.Name, ...change });
    const violation = await trail.only();
    expect(await sweep(trail.running)).toContain(`${trail.arn} ${fingerprint}`);
    const plan = await proven(trail, violation);
    expect(plan.steps.map(({ input }) => input)).toEqual([{ Name: trail.Name, ...back }]);
    expect(plan.steps[0]?.does).toContain(trail.Name);
  });

  it("gives a trail of one region the global services' events first, which AWS demands of one of all regions", async () => {
    const trail = await newTrail();
    const off = { IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false };
    await call("UpdateTrail", { Name: trail.Name, ...off });
    const [region, services] = await trail.found();
    if (!region || !services) throw new Error("there are two");
    const plan = await proven(trail, region);
    expect(plan.steps[0]?.input).toMatchObject({
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
    });
    await proven(trail, services);
  });

  it("guards only what it changed, since other findings change the rest", async () => {
    const trail = await newTrail();
    await call("UpdateTrail", {
      Name: trail.Name,
      IsMultiRegionTrail: false,
      EnableLogFileValidation: false,
    });
    const [region] = await trail.found();
    if (!region) throw new Error("there is one");
    expect((await trail.running.inspect(region)).guard).toEqual({ allRegions: false });
  });

  it("gives the key back that was known, and none where none was", async () => {
    const key = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const trail = await newTrail({ KmsKeyId: key });
    await call("UpdateTrail", { Name: trail.Name, KmsKeyId: "" });
    const violation = await trail.only();
    // A sweep in between doesn't take the trail without a key for good.
    await sweep(trail.running);
    const plan = await proven(trail, violation);
    expect(plan.steps[0]?.input).toEqual({ Name: trail.Name, KmsKeyId: key });
    // These baselines count as an event's, which may be forged.
    expect(plan.confirm).toBeDefined();
    expect((await start(detection, arena).inspect(violation)).stuck).toContain("Which KMS key");
  });

  it("sends the logs back to the bucket of before, also when a sweep has seen the other one since", async () => {
    const trail = await newTrail();
    await call("UpdateTrail", { Name: trail.Name, S3BucketName: "elsewhere" });
    const violation = await trail.only();
    expect(violation).toMatchObject({
      fingerprint: "bucket/elsewhere",
      evidence: { bucket: "elsewhere", formerBucket: "logs" },
      summary: expect.stringContaining("no longer to logs"),
    });
    const { baselines = [] } = await trail.running.inspect(violation);
    expect(baselines.map(({ aspect }) => aspect)).not.toContain("bucket");
    await sweep(trail.running);
    const plan = await proven(trail, violation);
    expect(plan.steps[0]?.input).toEqual({ Name: trail.Name, S3BucketName: "logs" });
    expect(plan.confirm).toBeDefined();
  });

  it("finds a trail that was deleted and made anew with another bucket, and none that is new", async () => {
    const trail = await newTrail();
    const settings = { IsMultiRegionTrail: true, EnableLogFileValidation: true };
    await call("CreateTrail", { Name: `${trail.Name}-new`, ...settings, S3BucketName: "elsewhere" });
    expect(await trail.found()).toEqual([]);
    await call("DeleteTrail", { Name: trail.Name });
    await call("CreateTrail", { Name: trail.Name, ...settings, S3BucketName: "logs" });
    expect(await trail.found()).toEqual([]);
    await call("DeleteTrail", { Name: trail.Name });
    await call("CreateTrail", { Name: trail.Name, ...settings, S3BucketName: "elsewhere" });
    expect(await trail.only()).toMatchObject({
      fingerprint: "bucket/elsewhere",
      evidence: { formerBucket: "logs" },
    });
  });

  it("takes its own return to the bucket of before for no move", async () => {
    const trail = await newTrail();
    await call("UpdateTrail", { Name: trail.Name, S3BucketName: "elsewhere" });
    const violation = await trail.only();
    await sweep(trail.running);
    await call("UpdateTrail", { Name: trail.Name, S3BucketName: "logs" });
    await trail.running.inspect(violation);
    expect(await trail.found()).toEqual([]);
  });

  it("lets a call be that names the bucket of before, or that another has overtaken", async () => {
    const trail = await newTrail();
    await call("UpdateTrail", { Name: trail.Name, S3BucketName: "logs" });
    expect(await trail.found()).toEqual([]);
    const asked = { about: "bucket", account: ACCOUNT, trail: trail.Name, bucket: "elsewhere" };
    expect(await detection.assess(asked, arena.live, {}, trail.running.baseline)).toEqual([]);
  });

  it("leaves the bucket to a person where it was never known, and keeps why", async () => {
    const trail = await newTrail();
    const ask = {
      about: "bucket",
      account: ACCOUNT,
      trail: trail.Name,
      bucket: "logs",
      hold: "a service did it",
    };
    const [violation] = await detection.assess(ask, arena.live, {});
    if (!violation) throw new Error("there is one");
    expect(violation).toMatchObject({ hold: "a service did it", fingerprint: "bucket/logs" });
    expect((await trail.running.inspect(violation)).stuck).toContain("not known");
  });

  const reading = { ReadWriteType: "ReadOnly", IncludeManagementEvents: true };

  it("gives the events back that the trail had", async () => {
    const trail = await newTrail();
    const had = [
      { ReadWriteType: "All", IncludeManagementEvents: true, DataResources: [{ Type: "AWS::S3::Object" }] },
    ];
    await call("PutEventSelectors", { TrailName: trail.Name, EventSelectors: had });
    expect(await trail.found()).toEqual([]);
    await call("PutEventSelectors", { TrailName: trail.Name, EventSelectors: [reading] });
    const plan = await proven(trail, await trail.only());
    expect(plan.steps[0]?.input).toMatchObject({ EventSelectors: had });
    expect(plan.caveats).toBeUndefined();
  });

  it("adds management events where it isn't known what the trail had, and says so", async () => {
    const trail = await newTrail();
    await call("PutEventSelectors", { TrailName: trail.Name, EventSelectors: [reading] });
    const violation = await trail.only();
    const unknowing = { ...trail, running: start(detection, arena) };
    const { plan } = await unknowing.running.inspect(violation);
    expect(plan?.steps[0]?.input).toMatchObject({ EventSelectors: [{ ReadWriteType: "All" }] });
    expect(plan?.caveats).toHaveLength(1);
    await proven(unknowing, violation);
  });

  it("doesn't go back to events that are not enough by today's demands", async () => {
    const trail = await newTrail();
    await call("PutEventSelectors", { TrailName: trail.Name, EventSelectors: [reading] });
    const violation = await trail.only();
    const value = { EventSelectors: [reading] };
    trail.running.keep([{ resource: trail.arn, aspect: "event-selectors", value }]);
    const { plan } = await trail.running.inspect(violation);
    expect(plan?.steps[0]?.input).toMatchObject({ EventSelectors: [{ ReadWriteType: "All" }] });
  });

  it("is done when the trail leaves out something else, which is another finding", async () => {
    const trail = await newTrail();
    await call("PutEventSelectors", { TrailName: trail.Name, EventSelectors: [reading] });
    const violation = await trail.only();
    const writing = { ReadWriteType: "WriteOnly", IncludeManagementEvents: true };
    await call("PutEventSelectors", { TrailName: trail.Name, EventSelectors: [writing] });
    expect((await trail.running.inspect(violation)).plan).toBeUndefined();
    expect(await sweep(trail.running)).toContain(`${trail.arn} read-events`);
  });

  it("answers a record that says too little from all trails, or from the one it names", async () => {
    const trail = await newTrail();
    const fine = await newTrail();
    await call("PutEventSelectors", { TrailName: trail.Name, EventSelectors: [reading] });
    const ask = { about: "selectors", account: ACCOUNT };
    const all = await detection.assess(ask, arena.live, {});
    expect(all.map(({ resource }) => resource.id)).toContain(trail.Name);
    expect(all.map(({ resource }) => resource.id)).not.toContain(fine.Name);
    expect(await detection.assess({ ...ask, trail: fine.Name }, arena.live, {})).toEqual([]);
    expect(await detection.assess({ ...ask, trail: trail.Name }, arena.live, {})).toHaveLength(1);
  });
});
