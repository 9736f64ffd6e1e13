import { findingsRights } from "@snapback/core/finding/grants";
import type { Finding } from "@snapback/core/finding/schema";
import { settingsRights } from "@snapback/core/settings/grants";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { allFindings } from "../../core/test/all-findings.ts";
import { openFinding } from "../../core/test/lives.ts";
import { ACCOUNT } from "../../core/test/records.ts";
import { openTableUse, type Who } from "./table-use.ts";

/* The scenarios have to reach whatever a function does: a right that is not used fails as one that is missing does. */

const HOUR_MS = 3_600_000;
let use: Awaited<ReturnType<typeof openTableUse>>;
/** The API's routes that were called, as its description names them. */
const called = new Set<string>();

beforeAll(async () => {
  use = await openTableUse();
  await heartbeats();
  await responses();
  await modesAndCap();
  await decisions();
  await exemptions();
  await sweeps();
  await withoutResponse();
  await channels();
  await reading();
}, 60_000);
afterAll(() => use.close());

/** Calls a route; `path` fills the names in braces. */
async function call(route: string, path: string, body?: unknown, expected = 200): Promise<unknown> {
  called.add(route);
  const [method = ""] = route.split(" ");
  const headers = { "content-type": "application/json" };
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await use.api.request(path, { method: method.toUpperCase(), headers, ...json });
  const text = await answer.text();
  expect({ path, status: answer.status, text }).toEqual({ path, status: expected, text });
  return JSON.parse(text);
}

const open = (port: number) =>
  use.ec2.authorizeSecurityGroupIngress({
    GroupId: use.group,
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
    CidrIp: "0.0.0.0/0",
  });

/** A change of a rule, which only the live account tells whole. */
async function suspicion(port: number): Promise<void> {
  const rule = { IpProtocol: "tcp", FromPort: port, ToPort: port };
  const GroupId = use.group;
  const made = await use.ec2.authorizeSecurityGroupIngress({ GroupId, ...rule, CidrIp: "192.0.2.1/32" });
  await use.ec2.modifySecurityGroupRules({
    GroupId,
    SecurityGroupRules: [
      {
        SecurityGroupRuleId: made.SecurityGroupRules?.[0]?.SecurityGroupRuleId,
        SecurityGroupRule: { ...rule, CidrIpv4: "0.0.0.0/0" },
      },
    ],
  });
}

/** The finding about a port, in the state that it has to be in by now. */
async function about(port: number, state: Finding["state"]): Promise<Finding> {
  const findings = await allFindings(use.findings);
  const finding = findings.find(({ exposure }) => exposure?.ports?.from === port);
  expect({ port, state: finding?.state }).toEqual({ port, state });
  if (!finding) throw new Error(`no finding about ${port}`);
  return finding;
}

async function opened(port: number, state: Finding["state"]): Promise<Finding> {
  await open(port);
  await use.detected();
  await use.delivered();
  return about(port, state);
}

async function heartbeats(): Promise<void> {
  await use.heartbeat();
  await use.heartbeat();
  await use.detected(2);
}

async function responses(): Promise<void> {
  await opened(22, "remediated");
  await suspicion(23);
  await use.detected(2);
  await use.delivered();
  await about(23, "remediated");
  await use.fault("RevokeSecurityGroupIngress", "UnauthorizedOperation", 403);
  await opened(24, "failed");
  // What may pass is done by the next run of reconcile.
  await use.fault("RevokeSecurityGroupIngress", "RequestLimitExceeded", 503);
  await opened(25, "open");
  await suspicion(26);
  await use.detected();
  await use.fault("DescribeSecurityGroupRules", "InternalError", 500);
  await use.delivered();
  use.forward(60_000);
  await use.reconcile();
  await use.delivered();
  await about(25, "remediated");
  await about(26, "remediated");
  expect(use.inbox.messages.length).toBeGreaterThan(0);
}

const mode = async (chosen: string) => {
  const { version } = z.object({ version: z.int() }).parse(await call("get /api/settings", "/api/settings"));
  const path = "/api/detections/ec2-sg-ingress-world/mode";
  await call("put /api/detections/{id}/mode", path, { mode: chosen, version });
};

async function modesAndCap(): Promise<void> {
  // Of those at once one has to look who was faster.
  const pause = () => call("post /api/pause", "/api/pause", { reason: "a freeze" });
  await Promise.all([pause(), pause(), pause(), pause()]);
  await opened(30, "awaiting-approval");
  await call("post /api/resume", "/api/resume", {});
  await mode("monitor");
  await opened(31, "open");
  await mode("auto");
  const { version } = z.object({ version: z.int() }).parse(await call("get /api/settings", "/api/settings"));
  const cap = { automaticChangesPerHour: 0, version };
  await call("put /api/settings/cap", "/api/settings/cap", cap);
  await opened(32, "awaiting-approval");
  const raised = { automaticChangesPerHour: 100, version: version + 1 };
  await call("put /api/settings/cap", "/api/settings/cap", raised);
  await call("post /api/resume", "/api/resume", {});
  const parameters = "/api/detections/ec2-sg-ingress-world/parameters";
  const values = { values: { tcpPorts: [80, 443, 444] }, version: version + 3 };
  await call("put /api/detections/{id}/parameters", parameters, values);
}

/** What a person decides, and what is done then. */
async function decide(action: string, { id }: Finding, body: unknown): Promise<void> {
  await call(`post /api/findings/{id}/${action}`, `/api/findings/${id}/${action}`, body, 202);
  await use.delivered();
}

async function decisions(): Promise<void> {
  const waiting = await about(30, "awaiting-approval");
  await decide("approve", waiting, { proposal: waiting.proposal?.id });
  await decide("undo", await about(30, "remediated"), { reason: "it is needed" });
  await about(30, "undone");
  const another = await about(32, "awaiting-approval");
  await decide("reject", another, { proposal: another.proposal?.id, reason: "it is meant to be" });
  await decide("retry", await about(32, "dismissed"), undefined);
  await about(32, "remediated");
  await use.fault("DescribeSecurityGroupRules", "UnauthorizedOperation", 403);
  await decide("undo", await about(32, "remediated"), { reason: "it is needed" });
  expect((await about(32, "remediated")).refusal).toBeDefined();
  await decide("dismiss", await about(24, "failed"), { reason: "known" });
  await decide("exempt", await about(31, "open"), { reason: "known", hours: 2 });
  await about(31, "exempt");
  // A message that was lost is sent again.
  const lost = await about(22, "remediated");
  const decision = {
    id: "dec_lost",
    findingId: lost.id,
    by: { kind: "person" as const, name: "a", id: "1" },
  };
  const made = { ...decision, at: use.now().toISOString(), action: "dismiss" as const, reason: "x" };
  await use.decisions.make(made, "dismissed");
  use.forward(60_000);
  await use.reconcile();
  await use.delivered();
  expect((await about(22, "remediated")).decided).toMatchObject([{ id: "dec_lost" }]);
}

const Made = z.object({ exemption: z.object({ id: z.string() }) });

async function exemptions(): Promise<void> {
  const until = new Date(use.now().getTime() + 4 * HOUR_MS).toISOString();
  const ports = { from: 40, to: 41 };
  const body = { scope: { ports }, reason: "a test", until };
  const { exemption } = Made.parse(await call("post /api/exemptions", "/api/exemptions", body, 201));
  await opened(40, "exempt");
  await call("get /api/exemptions", "/api/exemptions?all=true");
  await call("post /api/exemptions/{id}/end", `/api/exemptions/${exemption.id}/end`, { reason: "over" });
  await use.delivered();
  await about(40, "remediated");
  // What it concerned is looked at again, should the message have been lost.
  use.forward(60_000);
  await use.reconcile();
  await use.delivered();
  // Others end by themselves: people are warned, and what stands is looked at.
  for (const hours of [1, 1, 30]) {
    use.forward(hours * HOUR_MS);
    await use.reconcile();
    await use.delivered();
  }
  await about(30, "awaiting-approval");
}

async function sweeps(): Promise<void> {
  await open(50);
  use.unnoticed();
  await use.sweep();
  await use.delivered();
  await about(50, "open");
}

async function withoutResponse(): Promise<void> {
  const where = { account: ACCOUNT, region: "us-east-1", detection: "tells" };
  const finding = openFinding({ where, reachable: false });
  await use.findings.save(finding, undefined);
  await decide("dismiss", finding, { reason: "known" });
  expect(await use.findings.get(finding.id)).toMatchObject({ state: "dismissed" });
}

async function channels(): Promise<void> {
  const { messages } = use.inbox;
  const told = messages.length;
  await call("post /api/channels/{name}/test", "/api/channels/inbox/test", undefined, 202);
  await use.delivered();
  expect(messages.slice(told)).toMatchObject([{ title: "This is a test", entries: [] }]);
  expect(await call("get /api/channels", "/api/channels")).toMatchObject({
    channels: [{ name: "inbox", test: { outcome: "sent" }, delivery: { outcome: "sent" } }],
  });
}

async function reading(): Promise<void> {
  const { id, latest } = await about(22, "remediated");
  for (const path of ["health", "installation", "me", "overview", "openapi.json", "detections", "activity"])
    await call(`get /api/${path}`, `/api/${path}`);
  await call("get /api/detections/{id}", "/api/detections/ec2-sg-ingress-world");
  await call("get /api/findings", "/api/findings");
  await call("get /api/findings/{id}", `/api/findings/${id}`);
  await call("get /api/findings/{id}", "/api/findings/fnd_none", undefined, 404);
  await call("post /api/findings/{id}/notes", `/api/findings/${id}/notes`, { text: "seen" }, 201);
  const record = `/api/findings/${id}/records/${latest.eventId}`;
  await call("get /api/findings/{id}/records/{eventId}", record);
}

const Described = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

it("every route of the API is called", async () => {
  const { paths } = Described.parse(await (await use.api.request("/api/openapi.json")).json());
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect([...called].toSorted()).toEqual(routes.toSorted());
});

const everyone: Who[] = ["detect", "respond", "reconcile", "notify", "sweep", "heartbeat", "api"];

describe.each([
  ["findings" as const, findingsRights],
  ["settings" as const, settingsRights],
])("the rights on the table of %s", (which, rights) => {
  it("are told of everyone", () => {
    expect(Object.keys(rights).toSorted()).toEqual(everyone.toSorted());
  });

  it.each(everyone)("of %s are what it uses, no more and no less", (who) => {
    const declared = rights[who].map(({ action, on }) => `${action} on ${on}`);
    expect([...(use.used[which]?.get(who) ?? [])].toSorted()).toEqual(declared.toSorted());
  });
});
