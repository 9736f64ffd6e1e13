import { detections } from "@snapback/core/detections/registry";
import { claim, observe, planned, remediate, stepped } from "@snapback/core/finding/lifecycle";
import { openFindings } from "@snapback/core/finding/store";
import type { Log } from "@snapback/core/log";
import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { createApi } from "./app.ts";

let request: (path: string, init?: RequestInit) => Promise<Response>;
let close: () => Promise<void>;
let first: string;
const start = new Date("2026-11-23T08:00:00Z");
const silent = () => {};
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };

beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  const findings = openFindings(table.client, table.table);
  close = table.close;
  const signIn = async () => ({ id: "1", name: "somebody", role: "viewer" as const });
  const app = createApi({ detections, findings, account: "111122223333", region: "us-east-1", log, signIn });
  request = async (path, init) => app.request(path, init);

  const place = { account: "111122223333", region: "us-east-1", detection: "ec2-sg-ingress-world" };
  for (let n = 0; n < 5; n++) {
    const eventTime = new Date(start.getTime() + n * 1000).toISOString();
    const actor = { type: "IAMUser", name: "deploy" };
    const seen = {
      eventId: `e-${n}`,
      eventName: "X",
      eventSource: "ec2.amazonaws.com",
      eventTime,
      seenAt: eventTime,
      actor,
    };
    const arn = `arn:aws:ec2:us-east-1:111122223333:security-group/sg-${n}`;
    const resource = { arn, type: "AWS::EC2::SecurityGroup", id: `sg-${n}` };
    const severity = n % 2 ? "high" : "critical";
    const finding = observe(
      undefined,
      { resource, fingerprint: "f", summary: `s-${n}`, severity, evidence: {} },
      place,
      seen,
      start,
    );
    await findings.putOccurrence(finding.id, seen, { eventID: `e-${n}` });
    let saved = await findings.save(finding, undefined);
    if (n > 0) continue;
    first = finding.id;
    const input = { GroupId: "sg-0", SecurityGroupRuleIds: ["sgr-1"] };
    const step = { service: "ec2", operation: "RevokeSecurityGroupIngress", input, does: "revoke sgr-1" };
    const undo = { ...step, operation: "AuthorizeSecurityGroupIngress", input: { GroupId: "sg-0" } };
    const later = new Date(start.getTime() + 1500);
    saved = await findings.save(claim(saved, "a", 1000, start), saved);
    saved = await findings.save(
      planned(saved, { version: 1, steps: [step], undo: [undo] }, { ingress: [] }, start),
      saved,
    );
    saved = await findings.save(stepped(saved, 0, { status: "done" }, later), saved);
    await findings.save(remediate(saved, { ingress: [] }, later), saved);
  }
});
afterAll(() => close());

/** What the tests read of any answer. */
const Body = z.looseObject({
  cursor: z.string().default(""),
  findings: z.array(z.looseObject({ summary: z.string() })).default([]),
  activity: z.array(z.looseObject({ to: z.string() })).default([]),
  paths: z.record(z.string(), z.unknown()).default({}),
});

const get = async (path: string) => {
  const response = await request(path);
  const body = Body.parse(await response.json());
  return { status: response.status, type: response.headers.get("content-type"), body };
};

describe("GET /api/findings", () => {
  it("has the latest first, page by page", async () => {
    const one = await get("/api/findings?limit=3");
    expect(one.body.findings.map(({ summary }) => summary)).toEqual(["s-4", "s-3", "s-2"]);
    const two = await get(`/api/findings?limit=3&cursor=${encodeURIComponent(one.body.cursor)}`);
    expect(two.body.findings.map(({ summary }) => summary)).toEqual(["s-1", "s-0"]);
    expect(two.body.cursor).toBe("");
  });

  it("filters by state, severity and detection", async () => {
    const count = async (query: string) => (await get(`/api/findings?${query}`)).body.findings.length;
    expect(await count("state=remediated")).toBe(1);
    expect(await count("severity=high")).toBe(2);
    expect(await count("severity=critical&state=open")).toBe(2);
    expect(await count("detection=ec2-sg-ingress-world")).toBe(5);
    expect(await count("detection=other")).toBe(0);
  });

  it("says how long what is safe again stood open, and keeps the handlers' own fields to itself", async () => {
    const { body } = await get("/api/findings?state=remediated");
    expect(body.findings[0]).toMatchObject({ title: "Security group opened to the internet", openMs: 1500 });
    for (const internal of ["version", "recentEvents", "lease", "pending", "attempts"]) {
      expect(body.findings[0]).not.toHaveProperty(internal);
    }
  });

  it.each(["state=closed", "severity=9", "limit=0", "limit=1000", "limit=x", "cursor=nonsense", "cursor="])(
    "answers ?%s with a problem that says what is wrong",
    async (query) => {
      const { status, type, body } = await get(`/api/findings?${query}`);
      expect(status).toBe(400);
      expect(type).toContain("application/problem+json");
      expect(body).toMatchObject({
        status: 400,
        title: expect.any(String),
        detail: expect.stringMatching(/\w/),
      });
    },
  );
});

describe("GET /api/findings/{id}", () => {
  it("has plan and undo as commands, the calls that showed it, and what was done", async () => {
    const { status, body } = await get(`/api/findings/${first}`);
    expect(status).toBe(200);
    expect(body.attempts).toMatchObject([
      {
        commands: [
          "aws ec2 revoke-security-group-ingress --region us-east-1 --group-id sg-0 --security-group-rule-ids sgr-1",
        ],
        undoCommands: ["aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-0"],
        steps: [{ status: "done" }],
      },
    ]);
    expect(body.occurrences).toMatchObject([{ eventId: "e-0" }]);
    expect(body.activity.map(({ to }) => to)).toEqual([
      "open",
      "responding",
      "responding",
      "responding",
      "remediated",
    ]);
    expect(body.detection).toMatchObject({ id: "ec2-sg-ingress-world", triage: expect.any(Array) });
  });

  it("has the record of each call apart", async () => {
    expect(await get(`/api/findings/${first}/records/e-0`)).toMatchObject({
      status: 200,
      body: { record: '{"eventID":"e-0"}' },
    });
    expect(await get(`/api/findings/${first}/records/e-9`)).toMatchObject({ status: 404 });
  });

  it("does not know what is not there", async () => {
    expect(await get("/api/findings/fnd_0")).toMatchObject({ status: 404, body: { title: "Not found" } });
  });
});

describe("the API", () => {
  it("lists its detections and its health", async () => {
    expect((await get("/api/detections")).body.detections).toMatchObject([{ id: "ec2-sg-ingress-world" }]);
    expect((await get("/api/health")).body).toMatchObject({
      status: "ok",
      account: "111122223333",
      region: "us-east-1",
      detections: 1,
    });
  });

  it("describes every route in its OpenAPI document", async () => {
    const { body } = await get("/api/openapi.json");
    expect(Object.keys(body.paths).toSorted()).toEqual([
      "/api/detections",
      "/api/findings",
      "/api/findings/{id}",
      "/api/findings/{id}/records/{eventId}",
      "/api/health",
      "/api/openapi.json",
    ]);
    expect(body.openapi).toBe("3.1.0");
  });

  it("answers nothing that may be kept, and nothing that a browser may take for something else", async () => {
    const { headers } = await request("/api/health");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("has a problem for paths and methods that are not there", async () => {
    expect(await get("/api/nothing")).toMatchObject({
      status: 404,
      type: expect.stringContaining("problem+json"),
    });
    expect((await request("/api/findings", { method: "DELETE" })).status).toBe(404);
  });
});
