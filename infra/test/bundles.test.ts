import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { EC2 } from "@aws-sdk/client-ec2";
import { NOTIFY, RECONCILE, SWEEP } from "@snapback/core/bus/message";
import { openFindings } from "@snapback/core/finding/store";
import { openFindingsTable } from "@snapback/local/findings-table";
import { cloudTrailEvent, eventBridgeEvent, sqsEvent } from "@snapback/local/pipeline/envelope";
import { type CloudTrailRecord, openSandbox, type PutEventsEntry } from "@snapback/local/sandbox/sandbox";
import { openStorage } from "@snapback/local/storage";
import { afterAll, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { allFindings } from "../../packages/core/test/all-findings.ts";
import { deployed, named, ofType, text } from "./graph.ts";
import { ACCOUNT } from "./sst-server.ts";

/** Uncompressed, and only what loads before the first event: what a cold start pays for. Twice this would be noticed. */
const BOUNDS_KB: { [handler: string]: number } = {
  detect: 700,
  respond: 1350,
  reconcile: 1300,
  notify: 850,
  sweep: 1350,
  heartbeat: 850,
  api: 1800,
};

const HEARTBEAT_KEY = "ASIAHEARTBEATTEST";
const heartbeatRole = `arn:aws:iam::${ACCOUNT}:role/snapback-dev-heartbeat`;

const dev = await deployed("dev");
const world = await openWorld();
afterAll(() => world.close());

/** What the functions find around them: an account over HTTP, and a table. */
async function openWorld() {
  const records: CloudTrailRecord[] = [];
  const published: PutEventsEntry[] = [];
  const storage = await openStorage(undefined);
  const sandbox = await openSandbox({
    accountId: ACCOUNT,
    region: "us-east-1",
    storage,
    identities: {
      [HEARTBEAT_KEY]: {
        type: "AssumedRole",
        principalId: "AROAHEARTBEAT:snapback-dev-heartbeat",
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/snapback-dev-heartbeat/snapback-dev-heartbeat`,
        accountId: ACCOUNT,
        accessKeyId: HEARTBEAT_KEY,
        sessionContext: {
          sessionIssuer: {
            type: "Role",
            principalId: "AROAHEARTBEAT",
            arn: heartbeatRole,
            accountId: ACCOUNT,
            userName: "snapback-dev-heartbeat",
          },
          attributes: { mfaAuthenticated: "false" },
        },
      },
    },
    onRecord: async (record) => void records.push(record),
    onPutEvents: async (entries) => {
      published.push(...entries);
      return entries.map((_, index) => ({ EventId: `published-${index}` }));
    },
  });
  const { url } = await sandbox.listen(0);
  const table = await openFindingsTable(undefined, "us-east-1");
  const credentials = { accessKeyId: "AKIAATTACKER", secretAccessKey: "test" };
  const ec2 = new EC2({ endpoint: url, region: "us-east-1", credentials });
  return {
    records,
    published,
    ec2,
    group: sandbox.testVpc()?.defaultGroupId ?? "",
    findings: openFindings(table.client, table.table),
    environment: {
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      SNAPBACK_FINDINGS_TABLE: table.table,
      SNAPBACK_SETTINGS_TABLE: table.settingsTable,
    },
    async close() {
      ec2.destroy();
      await table.close();
      await sandbox.close();
      await storage.close();
    },
  };
}

const Variables = z.record(z.string(), z.string());

/** Runs a function's bundle in a process of its own, with the environment that its deployment gives it. */
async function invoke(component: string, handler: string, events: unknown[], accessKeyId = "ASIAFUNCTION") {
  const bundle = dev.bundles.get(`packages/functions/src/entry/${handler}.handler`);
  if (!bundle) throw new Error(`no function asked for ${handler}`);
  const { environment } = named(dev, "lambda/function:Function", `${component}Function`);
  const env = {
    PATH: process.env.PATH,
    ...Variables.parse(Object(environment).variables),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    ...world.environment,
  };
  const script = fileURLToPath(new URL("invoke.mjs", import.meta.url));
  const child = spawn(process.execPath, [script], { env, stdio: ["pipe", "pipe", "pipe", "pipe"] });
  const [stdin, stdout, stderr, answers] = child.stdio;
  stdin?.end(JSON.stringify({ bundle: pathToFileURL(bundle.entry).href, events }));
  const exited = once(child, "close");
  const read = async (stream: unknown) => (stream instanceof Readable ? textOf(stream) : "");
  const outputs = await Promise.all([stdout, stderr, answers].map(read));
  const [log = "", errors = "", answered = ""] = outputs;
  const [code]: unknown[] = await exited;
  if (code !== 0) throw new Error(`${handler} ended with ${String(code)}:\n${log}${errors}`);
  return { answers: z.array(z.unknown()).parse(JSON.parse(answered)), log: log + errors };
}

/** The records since the last time, as the queue delivers them to detect: EventBridge's envelope, raw. */
function delivery() {
  const messages = world.records.splice(0).map((record, index) => ({
    id: `message-${index}`,
    body: JSON.stringify(cloudTrailEvent(record)),
    sentAt: 0,
    receiveCount: 1,
  }));
  return sqsEvent(messages, `arn:aws:sqs:us-east-1:${ACCOUNT}:snapback-dev-events`);
}

function message(entry: PutEventsEntry) {
  return eventBridgeEvent({
    source: entry.Source ?? "",
    "detail-type": entry.DetailType ?? "",
    account: ACCOUNT,
    region: "us-east-1",
    time: "2026-11-24T08:00:00Z",
    detail: JSON.parse(entry.Detail ?? "{}"),
  });
}

describe("bundles", () => {
  it.each(Object.entries(BOUNDS_KB))("%s loads at most %i kB, and ships no source maps", (handler, bound) => {
    const bundle = dev.bundles.get(`packages/functions/src/entry/${handler}.handler`);
    const kb = (bytes = 0) => Math.round(bytes / 1000);
    process.stdout.write(`  ${handler}: loads ${kb(bundle?.loadedBytes)} kB of ${kb(bundle?.bytes)} kB\n`);
    expect(kb(bundle?.loadedBytes)).toBeLessThanOrEqual(bound);
    expect(bundle?.files.filter((file) => !file.endsWith(".mjs"))).toEqual([]);
  });

  it("are those of all functions", () => {
    const handlers = [...dev.bundles.keys()].map((handler) => handler.replace(/^.*\/(.*)\.handler$/, "$1"));
    expect(handlers.toSorted()).toEqual(Object.keys(BOUNDS_KB).toSorted());
  });
});

describe("the deployed code", () => {
  it("closes a group that was opened: detect finds, respond revokes", async () => {
    const { ec2, group, findings, published } = world;
    await ec2.authorizeSecurityGroupIngress({
      GroupId: group,
      IpProtocol: "tcp",
      FromPort: 22,
      ToPort: 22,
      CidrIp: "0.0.0.0/0",
    });
    await vi.waitFor(() => expect(world.records).toHaveLength(1));
    const detected = await invoke("Detect", "detect", [delivery()]);
    expect(detected.answers).toEqual([{ batchItemFailures: [] }]);
    // It is a default group, too, which another detection asks about.
    const sent = published.splice(0);
    for (const { EventBusName } of sent) expect(EventBusName).toBe("snapback-dev");
    const [first, ...others] = sent.filter(({ DetailType }) => DetailType === "finding.opened");
    expect(others).toEqual([]);

    await invoke("Respond-ec2", "respond", first ? [message(first)] : []);
    const filter = { Name: "group-id", Values: [group] };
    const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({ Filters: [filter] });
    expect(
      SecurityGroupRules.filter(({ CidrIpv4, IsEgress }) => CidrIpv4 === "0.0.0.0/0" && !IsEgress),
    ).toEqual([]);
    const listed = await allFindings(findings);
    expect(listed).toMatchObject([{ state: "remediated", safe: { by: "snapback" } }]);
  }, 30_000);

  it("sees its heartbeat come through, and makes no finding of it", async () => {
    world.records.length = 0;
    const sent = await invoke("Heartbeat", "heartbeat", [{}], HEARTBEAT_KEY);
    expect(sent.log).toContain('"message":"heartbeat.checked"');
    await vi.waitFor(() => expect(world.records).toHaveLength(1));
    expect(world.records[0]).toMatchObject({ errorCode: expect.any(String) });
    const before = (await allFindings(world.findings)).length;
    const seen = await invoke("Detect", "detect", [delivery()]);
    expect(seen.log).toContain('"message":"heartbeat.seen"');
    expect(await allFindings(world.findings)).toHaveLength(before);

    // By now there is a latency to tell. What the metrics are read from has to be in the line under these very names.
    const again = await invoke("Heartbeat", "heartbeat", [{}], HEARTBEAT_KEY);
    const lines = again.log.split("\n").filter((one) => one.includes('"heartbeat.checked"'));
    expect(lines).toHaveLength(1);
    const line: unknown = JSON.parse(lines[0] ?? "");
    const figures = [...ofType(dev, "cloudwatch/logMetricFilter:LogMetricFilter").values()].flatMap(
      ({ metricTransformation }) => /^\$\.(\w+)$/.exec(text(Object(metricTransformation).value))?.[1] ?? [],
    );
    expect(figures.toSorted()).toEqual(["latencyMs", "regionsInTrouble"]);
    for (const figure of figures) expect(line).toMatchObject({ [figure]: expect.any(Number) });
  }, 30_000);

  /** A message on Snapback's own bus, as its rule hands it to the function. */
  const due = (DetailType: string, service: string) =>
    message({ Source: "snapback", DetailType, Detail: JSON.stringify({ id: "fnd_none", service }) });

  it("reconciles by the minute when nothing is due, and is called by the bus", async () => {
    const events = [{}, due("finding.decided", RECONCILE)];
    const { answers, log } = await invoke("Reconcile", "reconcile", events);
    expect(answers).toHaveLength(2);
    expect(log).not.toContain('"level":"ERROR"');
  }, 30_000);

  it("notifies nobody when nothing is due, and no channel is set up", async () => {
    const { answers, log } = await invoke("Notify", "notify", [due("notices.due", NOTIFY)]);
    expect(answers).toHaveLength(1);
    expect(log).not.toContain('"level":"ERROR"');
  }, 30_000);

  it("sweeps what it is told to, and hands out the rest of the work", async () => {
    const id = "ec2-sg-ingress-world@us-east-1";
    const one = message({
      Source: "snapback",
      DetailType: "sweep.due",
      Detail: JSON.stringify({ id, service: SWEEP }),
    });
    const { answers, log } = await invoke("Sweep", "sweep", [one, {}]);
    expect(answers).toEqual([{ sent: 0 }, { sent: expect.any(Number) }]);
    expect(log).toContain('"message":"sweep.done"');
    expect(log).not.toContain('"level":"ERROR"');
    expect(world.published.splice(0).map(({ DetailType }) => DetailType)).toContain("sweep.due");
  }, 30_000);

  it("keeps the API shut without a token, whatever the gateway let through", async () => {
    const request = (headers: Record<string, string>) => ({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/api/findings",
      rawQueryString: "limit=5",
      headers: { host: "d1.cloudfront.net", ...headers },
      requestContext: {
        accountId: ACCOUNT,
        apiId: "api1",
        domainName: "api1.execute-api.us-east-1.amazonaws.com",
        http: {
          method: "GET",
          path: "/api/findings",
          protocol: "HTTP/1.1",
          sourceIp: "192.0.2.1",
          userAgent: "test",
        },
        requestId: "r",
        stage: "$default",
        time: "24/Nov/2026:08:00:00 +0000",
        timeEpoch: 0,
      },
      isBase64Encoded: false,
    });
    const { answers } = await invoke("Api", "api", [request({}), request({ authorization: "Bearer none" })]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ statusCode: 401, headers: { "cache-control": "no-store" } });
    }
  }, 30_000);
});
