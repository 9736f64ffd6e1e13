import type { Finding } from "@snapback/core/finding/schema";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { openTestApi, type TestApi } from "../../../test/api.ts";

const person = { kind: "person", name: "1@example.com", id: "1" };
const until = "2026-11-24T09:00:00.000Z";
const scope = { detection: "ec2-sg-ingress-world", account: "111122223333" };
const asked = { scope, reason: "a load test", until };

let t: TestApi;
beforeAll(async () => void (t = await openTestApi()));
afterAll(() => t.close());
beforeEach(() => t.reset());

const One = z.object({ exemption: z.looseObject({ id: z.string(), state: z.string() }) });
const Many = z.object({ exemptions: z.array(One.shape.exemption) });
const made = async (body: object = {}, from: Parameters<TestApi["send"]>[3] = {}) => {
  const answer = await t.send("POST", "/api/exemptions", { ...asked, ...body }, from);
  expect(answer.status).toBe(201);
  return One.parse(answer.body).exemption;
};
const end = (id: string, reason = "the test is over") =>
  t.send("POST", `/api/exemptions/${id}/end`, { reason });
const listed = async (query = "") =>
  Many.parse((await t.send("GET", `/api/exemptions${query}`)).body).exemptions;
const told = () => t.published.map(({ id }) => id).toSorted();

describe("an exemption", () => {
  it("is made by a person, for a reason, until a time", async () => {
    const exemption = await made({ until: "2026-11-24T11:00:00+02:00", reason: " a load test " });
    expect(exemption).toEqual({
      id: expect.stringMatching(/^exm_\w+$/),
      scope,
      reason: "a load test",
      by: person,
      madeAt: "2026-11-23T09:00:00.000Z",
      until,
      state: "active",
    });
    expect(await t.exemptions.active(t.clock.now)).toMatchObject([{ id: exemption.id, by: person }]);
    expect(await made()).not.toMatchObject({ id: exemption.id });
  });

  it.each<[string, object]>([
    ["nothing", { scope: {} }],
    ["a part that there is none of", { scope: { name: "sg-1" } }],
    ["ports that end before they begin", { scope: { ports: { from: 2, to: 1 } } }],
    ["no reason", { reason: "" }],
    ["a time that is past", { until: "2026-11-23T08:59:59Z" }],
    ["no time", { until: undefined }],
    ["longer than the operator allows", { until: "2027-02-21T09:00:01Z" }],
    ["a tag that the operator does not list", { scope: { tag: { key: "exempt", value: "yes" } } }],
    ["what it has no word for", { forever: true }],
  ])("is not made of %s", async (_, body) => {
    const answer = await t.send("POST", "/api/exemptions", { ...asked, ...body });
    expect(answer).toMatchObject({ status: 400, type: expect.stringContaining("problem+json") });
    expect(t.published).toEqual([]);
  });

  it("is made once of a request that comes again with its key", async () => {
    const first = await made({}, { key: "k" });
    t.clock.now = new Date("2026-11-23T09:05:00.000Z");
    expect(await made({}, { key: "k" })).toEqual(first);
    expect(await made({}, { key: "k", id: "2" })).not.toMatchObject({ id: first.id });
    const other = await t.send("POST", "/api/exemptions", { ...asked, reason: "other" }, { key: "k" });
    expect(other).toMatchObject({ status: 409, body: { title: "Key used already" } });
  });

  it("is ended once, by whoever was first", async () => {
    const { id } = await made();
    t.clock.now = new Date("2026-11-23T09:05:00.000Z");
    const ended = await end(id);
    const by = { by: person, at: "2026-11-23T09:05:00.000Z", reason: "the test is over" };
    expect(ended).toMatchObject({ status: 200, body: { exemption: { id, state: "ended", ended: by } } });
    expect(await end(id, "again")).toEqual(ended);
    expect((await t.exemptions.active(t.clock.now)).map((one) => one.id)).not.toContain(id);
  });

  it("can't be ended where there is none, nor when it has run out", async () => {
    expect(await end("exm_none")).toMatchObject({ status: 404 });
    const { id } = await made();
    t.clock.now = new Date(until);
    expect(await end(id)).toMatchObject({ status: 409, body: { detail: expect.stringContaining(until) } });
    expect(await t.exemptions.get(id)).not.toHaveProperty("ended");
    expect(await t.send("POST", `/api/exemptions/${id}/end`, {})).toMatchObject({ status: 400 });
  });

  it("is listed while it holds, and all of them on demand", async () => {
    const [short, long] = [await made({ until: "2026-11-23T10:00:00Z" }), await made()];
    await end(long.id);
    const third = await made();
    const shown = async (query?: string) => {
      const ours = new Set([short.id, long.id, third.id]);
      const list = (await listed(query)).filter(({ id }) => ours.has(id));
      return Object.fromEntries(list.map(({ id, state }) => [id, state]));
    };
    expect(await shown()).toEqual({ [short.id]: "active", [third.id]: "active" });
    t.clock.now = new Date("2026-11-23T10:00:00.000Z");
    expect(await shown()).toEqual({ [third.id]: "active" });
    expect(await shown("?all=false")).toEqual({ [third.id]: "active" });
    expect(await shown("?all=true")).toEqual({
      [short.id]: "expired",
      [long.id]: "ended",
      [third.id]: "active",
    });
    expect(await t.send("GET", "/api/exemptions?all=perhaps")).toMatchObject({ status: 400 });
  });
});

describe("what an exemption lets through", () => {
  it("is counted as the list of findings has it: what it covers, and what it has covered", async () => {
    const [first, second, unused] = [await made(), await made(), await made()];
    const cover = ({ id }: { id: string }) => ({ exemption: { id, until, warnAt: until } });
    const both = { exemptedBy: [second.id, first.id] };
    await t.finding({ state: "exempt", ...cover(first), exemptedBy: [first.id] });
    await t.finding({ state: "undone", ...cover(first), ...both });
    // Written before the record of exemptions was kept.
    await t.finding({ state: "exempt", ...cover(second) });
    await t.finding({ state: "open", ...both });
    await t.finding({ state: "exempt", ...cover({ id: "exm_other" }) });
    const counts = new Map((await listed()).map(({ id, findings }) => [id, findings]));
    expect(counts.get(first.id)).toEqual({ now: 2, all: 3 });
    expect(counts.get(second.id)).toEqual({ now: 1, all: 3 });
    expect(counts.get(unused.id)).toEqual({ now: 0, all: 0 });
    for (const { id } of [first, second, unused]) {
      const { body } = await t.send("GET", `/api/findings?where=exemption%3D${id}`);
      expect(counts.get(id)).toMatchObject({ all: body.total });
    }
  });
});

describe("findings are looked at again", () => {
  const exposure = { cidr: "0.0.0.0/0", protocol: "tcp", ports: { from: 22, to: 22 } };
  const put = async (fields: Partial<Finding>) =>
    (await t.finding({ account: "444455556666", ...fields })).id;

  it("which a new exemption covers and which are not at rest", async () => {
    const covered = await Promise.all(
      (["open", "awaiting-approval", "contested", "failed"] as const).map((state) =>
        put({ state, exposure }),
      ),
    );
    for (const state of ["responding", "remediated", "undoing", "undone", "exempt", "dismissed"] as const)
      await put({ state, exposure });
    await put({ account: "777788889999", exposure });
    await put({ exposure: { ...exposure, ports: { from: 1, to: 22 } } });
    await made({ scope: { account: "444455556666", ports: { from: 22, to: 30 } } });
    expect(told()).toEqual(covered.toSorted());
    expect(t.published.every(({ type, service }) => type === "finding.due" && service === "ec2")).toBe(true);
  });

  it("whatever their tags, where an exemption goes by one: who responds sees them", async () => {
    const config = { ...t.deps.config, exemptions: { ...t.deps.config.exemptions, tagKeys: ["exempt"] } };
    const tagged = await openTestApi({ config });
    const { id } = await tagged.finding({ account: "444455556666" });
    await tagged.finding({ account: "777788889999" });
    const tag = { key: "exempt", value: "yes" };
    const both = { scope: { account: "444455556666", tag }, reason: "x", until };
    expect(await tagged.send("POST", "/api/exemptions", both)).toMatchObject({ status: 201 });
    expect(tagged.published.map((message) => message.id)).toEqual([id]);
    expect(await tagged.send("POST", "/api/exemptions", { ...both, scope: { tag } })).toMatchObject({
      status: 201,
    });
    expect(tagged.published).toHaveLength(3);
    await tagged.close();
  });

  it("again where the request comes again, since the bus may have been down", async () => {
    const id = await put({ detection: "other" });
    t.clock.bus = false;
    const exemption = await made({ scope: { finding: id } }, { key: "bus" });
    expect(t.logged).toMatchObject([["api.publish-failed", { messages: [{ id, service: "reconcile" }] }]]);
    t.clock.bus = true;
    await made({ scope: { finding: id } }, { key: "bus" });
    expect(told()).toEqual([id]);
    await t.change(id, { state: "exempt", exemption: { id: exemption.id, until, warnAt: until } });
    t.clock.bus = false;
    expect(await end(exemption.id)).toMatchObject({ status: 200 });
    t.clock.bus = true;
    expect(await end(exemption.id)).toMatchObject({ status: 200 });
    expect(told()).toEqual([id, id]);
  });

  it("which rested under an exemption that was ended", async () => {
    const { id } = await made({ scope: { detection: "ec2-sg-ingress-world" } });
    t.reset();
    const exemption = { id, until, warnAt: until };
    const resting = [await put({ state: "exempt", exemption }), await put({ state: "undone", exemption })];
    await put({ state: "exempt", exemption: { ...exemption, id: "exm_other" } });
    await put({ state: "dismissed", exemption });
    await end(id);
    expect(told()).toEqual(resting.toSorted());
  });
});
