import type { BusMessage } from "@snapback/core/bus/message";
import { type Detection, listeners, type Swept } from "@snapback/core/detections/define";
import { judge } from "@snapback/core/detections/judge";
import { takeIn } from "@snapback/core/finding/intake";
import type { Finding } from "@snapback/core/finding/schema";
import type { JsonObject } from "@snapback/core/json";
import { respond } from "@snapback/core/response/respond";
import { BY_SWEEP } from "@snapback/core/sweep/take-in";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allFindings } from "../../core/test/all-findings.ts";
import { ec2Record, parsed } from "../../core/test/records.ts";
import { openResponder } from "../../core/test/responder.ts";
import { toyDetection } from "../../core/test/toy-detection.ts";
import { createSweep } from "./sweep.ts";

type Resources = NonNullable<Detection["sweep"]>["resources"];

const ARN = "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1";
const plan = {
  version: 1 as const,
  steps: [{ service: "ec2", operation: "DescribeSecurityGroups", input: {}, does: "put it right" }],
  undo: [],
};

/** Wrong while the test says so. */
let wrong: boolean;
let resources: Resources;

const seen = (fields: Partial<Swept<JsonObject>> = {}): Swept<JsonObject> => ({
  resource: ARN,
  violations: [
    {
      resource: { arn: ARN, type: "AWS::EC2::VPC", id: "vpc-1" },
      fingerprint: "open",
      summary: "vpc-1 is open",
      severity: "high",
      evidence: {},
    },
  ],
  ...fields,
});

const swept: Detection = {
  ...toyDetection("ec2-swept", { responds: true }),
  response: {
    calls: ["ec2:DescribeSecurityGroups"],
    inspect: async () => ({ state: {}, ...(wrong && { plan }) }),
  },
  sweep: { calls: ["ec2:DescribeSecurityGroups"], resources: (...args) => resources(...args) },
};
const globally: Detection = {
  ...swept,
  id: "iam-swept",
  events: [{ source: "iam.amazonaws.com", names: ["Toy"] }],
};

let one: Awaited<ReturnType<typeof openResponder>>;
let sent: BusMessage[];
const detections = [swept, globally, toyDetection("ec2-other", { responds: true })];

beforeAll(async () => {
  const live = { region: "us-east-1", client: () => Promise.reject(new Error("no calls here")) };
  const config = { modes: { "ec2-swept": "auto" as const } };
  one = await openResponder({ detections, live, config });
});
afterAll(() => one.close());
beforeEach(() => {
  sent = [];
  wrong = true;
  one.forward(60_000);
});

const run = (event?: unknown) =>
  createSweep({
    ...one.responder,
    detections,
    regions: ["eu-west-1", "us-east-1"],
    publish: async (messages) => void sent.push(...messages),
  })(event);
const due = (id: string) => ({
  source: "snapback",
  "detail-type": "sweep.due",
  detail: { id, service: "sweep" },
});
const all = async () => await allFindings(one.findings);

async function sweepOnce(fields?: Partial<Swept<JsonObject>>) {
  resources = async function* () {
    yield seen(fields);
  };
  await run(due("ec2-swept@us-east-1"));
}

describe("on its schedule, the sweep", () => {
  it("hands out each detection that can be swept in each region, and what is global once", async () => {
    expect(await run({})).toEqual({ sent: 3 });
    expect(sent).toEqual(
      ["ec2-swept@eu-west-1", "ec2-swept@us-east-1", "iam-swept@us-east-1"].map((id) => ({
        type: "sweep.due",
        id,
        service: "sweep",
      })),
    );
  });
});

describe("what a sweep finds", () => {
  it("is one finding, which waits for a person though its detection is in mode auto", async () => {
    await sweepOnce();
    const [finding] = await all();
    expect(sent).toEqual([{ type: "finding.opened", id: finding?.id, service: "ec2" }]);
    expect(finding).toMatchObject({ state: "open", hold: BY_SWEEP, latest: { eventName: "Sweep" } });
    await respond(finding?.id ?? "", one.responder);
    expect((await all())[0]).toMatchObject({
      state: "open",
      hold: BY_SWEEP,
      proposal: { plan },
      attempts: [],
    });
  });

  it("is no news the next time, and nothing is written", async () => {
    const before = await all();
    await sweepOnce();
    expect(await all()).toEqual(before);
    expect(sent).toEqual([]);
  });
});

describe("what a sweep sees again", () => {
  /** The finding as it is after this has happened to it. */
  const after = async (change: (finding: Finding) => Finding) => {
    const [finding] = await all();
    if (!finding) throw new Error("there is no finding");
    return one.findings.save(change(finding), finding);
  };

  it("is nothing new of a finding that was dismissed, or that failed", async () => {
    for (const state of ["dismissed", "failed", "exempt", "contested"] as const) {
      const left = await after((finding) => ({ ...finding, state, version: finding.version + 1 }));
      await sweepOnce();
      expect(await all()).toEqual([left]);
      expect(sent).toEqual([]);
    }
  });

  it("has come back where it had been put right before the sweep looked, and not where that was since", async () => {
    const later = new Date(one.now().getTime() + 1000).toISOString();
    const safe = { at: later, by: "snapback" as const };
    const right = await after((finding) => ({
      ...finding,
      state: "remediated",
      safe,
      version: finding.version + 1,
    }));
    await sweepOnce();
    expect(await all()).toEqual([right]);
    one.forward(1001);
    await sweepOnce();
    expect(await all()).toMatchObject([{ id: right.id, state: "open", hold: BY_SWEEP, reopened: 1 }]);
    expect(sent).toHaveLength(1);
  });

  it("is the finding that a call makes, too, and the call is acted upon", async () => {
    const [known] = await all();
    const violation = seen().violations[0];
    if (!known || !violation) throw new Error("there is no finding");
    const record = parsed(ec2Record("Toy"));
    const detection = { ...swept, detect: () => ({ violations: [violation], suspicions: [] }) };
    const settings = await one.responder.settings();
    const { judgements } = judge(record, listeners([detection]), settings);
    const messages = await takeIn(record, {}, judgements, { ...one.responder, settings });
    expect(messages).toEqual([{ type: "finding.opened", id: known.id, service: "ec2" }]);
    expect(await all()).toMatchObject([{ id: known.id, state: "open" }]);
    expect((await all())[0]).not.toHaveProperty("hold");
  });
});

describe("a sweep", () => {
  it("keeps what is good", async () => {
    await sweepOnce({
      violations: [],
      baselines: [{ resource: ARN, aspect: "mode", value: { mode: "on" } }],
    });
    const key = { account: "111122223333", region: "us-east-1", resource: ARN, aspect: "mode" };
    expect(await one.baselines.get(key)).toMatchObject({ value: { mode: "on" }, source: "sweep" });
  });

  it("writes what is good again only where it is another, or is known from long ago", async () => {
    const key = { account: "111122223333", region: "us-east-1", resource: ARN, aspect: "renewed" };
    const see = async (mode: string) => {
      const baselines = [{ resource: ARN, aspect: "renewed", value: { mode } }];
      await sweepOnce({ violations: [], baselines });
      return one.baselines.get(key);
    };
    const first = await see("on");
    one.forward(29 * 86_400_000);
    expect(await see("on")).toEqual(first);
    const other = await see("off");
    expect(other).toMatchObject({ value: { mode: "off" }, at: one.now().toISOString() });
    one.forward(31 * 86_400_000);
    expect(await see("off")).toEqual({ ...other, at: one.now().toISOString() });
  });

  it("vouches for what only a record has told", async () => {
    const key = { account: "111122223333", region: "us-east-1", resource: ARN, aspect: "told" };
    const told = { ...key, value: { mode: "on" }, at: one.now().toISOString(), source: "event" as const };
    await one.baselines.put(told);
    one.forward(60_000);
    await sweepOnce({
      violations: [],
      baselines: [{ resource: ARN, aspect: "told", value: { mode: "on" } }],
    });
    expect(await one.baselines.get(key)).toMatchObject({ value: { mode: "on" }, source: "sweep" });
  });

  it("says what AWS does not let it see, and leaves what may pass to another try", async () => {
    const failing = (name: string, status: number) =>
      async function* () {
        yield seen({ violations: [] });
        throw Object.assign(new Error("no"), {
          name,
          $metadata: { httpStatusCode: status },
          $fault: "client",
        });
      };
    resources = failing("AccessDenied", 403);
    await run(due("ec2-swept@us-east-1"));
    expect(one.logged).toContain("sweep.not-possible");
    resources = failing("Throttling", 429);
    await expect(run(due("ec2-swept@us-east-1"))).rejects.toThrow("no");
  });

  it("passes over a service that the region does not have", async () => {
    resources = async function* () {
      yield seen({ violations: [] });
      throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    };
    await run(due("ec2-swept@us-east-1"));
    expect(one.logged).toContain("sweep.no-such-service");
  });

  it("does nothing for a detection or region that is not there any more", async () => {
    await run(due("ec2-swept@eu-north-1"));
    expect(one.logged).toContain("sweep.nothing-to-sweep");
  });
});
