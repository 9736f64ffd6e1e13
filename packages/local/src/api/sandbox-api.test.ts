import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { openSdk } from "@snapback/core/attack/sdk";
import { detections } from "@snapback/core/detections/registry";
import { may, type Role, roles } from "@snapback/core/person/person";
import { createApi } from "@snapback/functions/api/app";
import { declaredRoles } from "@snapback/functions/api/authorize";
import { OpenApiDocument } from "@snapback/functions/api/document/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { openTestApi, type TestApi } from "../../../functions/test/api.ts";
import { flawsOf } from "../../../functions/test/described.ts";
import { type CloudTrailRecord, openSandbox, type Sandbox } from "../sandbox/sandbox.ts";
import { openStorage } from "../storage.ts";
import { AttackRun } from "./attacks/attempt.ts";
import { AttackView } from "./attacks/view.ts";
import { sandboxApi } from "./sandbox-api.ts";

let t: TestApi;
let sandbox: Sandbox;
let url: string;
let api: ReturnType<typeof createApi>;
const records: CloudTrailRecord[] = [];
beforeAll(async () => {
  t = await openTestApi();
  sandbox = await openSandbox({
    accountId: "111122223333",
    region: "us-east-1",
    storage: await openStorage(undefined),
    onRecord: async (record) => void records.push(record),
  });
  url = (await sandbox.listen(0)).url;
  const more = sandboxApi({
    detections,
    sandbox,
    aws: { url, region: "us-east-1", account: "111122223333" },
    connect: (region) => openSdk({ endpoint: url, region }),
    now: () => new Date(),
  });
  api = createApi(t.deps, [more]);
});
afterAll(async () => {
  await sandbox.close();
  await t.close();
});

async function ask(method: string, path: string, role: Role = "responder", body?: unknown) {
  const sent =
    body === undefined
      ? { headers: { Authorization: role } }
      : {
          headers: { Authorization: role, "Content-Type": "application/json" },
          body: JSON.stringify(body),
        };
  const answer = await api.request(`/api/sandbox${path}`, { method, ...sent });
  const json: unknown = await answer.json();
  return { status: answer.status, type: answer.headers.get("content-type"), body: json };
}

async function attack(name: string, body?: unknown) {
  const answer = await ask("POST", `/attacks/${name}`, "responder", body);
  return { ...answer, run: AttackRun.safeParse(answer.body).data };
}

const NEEDED: { [route: string]: Role } = {
  "GET /api/sandbox/attacks": "viewer",
  "POST /api/sandbox/attacks/:name": "responder",
  "GET /api/sandbox/account": "viewer",
};

describe("the sandbox's routes", () => {
  it("need these roles, beside the routes of the deployed API, which are the same as ever", () => {
    expect(Object.fromEntries(declaredRoles(api))).toEqual({
      ...Object.fromEntries(declaredRoles(t.api)),
      ...NEEDED,
    });
  });

  it.each(roles)("answer a %s where the role allows it, and nowhere else", async (role) => {
    for (const [key, needed] of declaredRoles(api)) {
      const [method = "", path = ""] = key.split(" ");
      const answer = await api.request(path.replaceAll(/:\w+/g, "x"), {
        method,
        headers: { Authorization: role },
      });
      expect({ key, refused: answer.status === 403 }).toEqual({ key, refused: !may({ role }, needed) });
    }
  });

  it("are not there where there is no sandbox", async () => {
    for (const key of Object.keys(NEEDED)) {
      const [method = "", path = ""] = key.split(" ");
      const answer = await t.send(method, path.replace(":name", "open-ssh"));
      expect({ key, status: answer.status }).toEqual({ key, status: 404 });
    }
  });

  it("are described without a flaw", async () => {
    const answer = await api.request("/api/openapi.json");
    const flaws = flawsOf(api, OpenApiDocument.parse(await answer.json()));
    expect(flaws.filter((flaw) => flaw.includes("/api/sandbox"))).toEqual([]);
  });
});

describe("the list of attacks", () => {
  it("has all of every detection, with the commands; what the sandbox lacks can't be started", async () => {
    const { body } = await ask("GET", "/attacks", "viewer");
    const { attacks, endpoint } = z
      .object({ endpoint: z.string(), attacks: z.array(AttackView) })
      .parse(body);
    expect(endpoint).toBe(url);
    expect(attacks.map(({ name }) => name)).toEqual(
      detections.flatMap((each) => each.attacks.map(({ name }) => name)),
    );
    const of = (name: string) => attacks.find((each) => each.name === name);
    expect(of("open-ssh")).toMatchObject({
      detection: { id: "ec2-sg-ingress-world", severity: "high" },
      service: "ec2",
      available: true,
      missing: [],
      command: `npm run attack -- open-ssh --aws-port ${new URL(url).port}`,
    });
    expect(of("open-ssh")?.steps.at(-1)?.command).toMatch(
      /^aws ec2 authorize-security-group-ingress --region/,
    );
    expect(of("disable-macie")).toMatchObject({ available: false, missing: ["macie2:DisableMacie"] });
  });
});

describe("an attack", () => {
  it("makes its calls, and names the events that they led to", async () => {
    const { status, run } = await attack("create-open-queue");
    expect(status).toBe(200);
    expect(run).toMatchObject({
      name: "create-open-queue",
      detection: "sqs-policy-public",
      region: "us-east-1",
    });
    expect(run?.steps).toEqual([
      {
        does: expect.any(String),
        command: expect.stringMatching(/^aws sqs create-queue /),
        outcome: "done",
        eventId: records.find(({ eventName }) => eventName === "CreateQueue")?.eventID,
      },
    ]);
    expect(records.at(-1)?.userAgent).toContain("snapback-attack");
    const { credentials, endpoint } = {
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      endpoint: url,
    };
    const sqs = new SQSClient({ region: "us-east-1", endpoint, credentials });
    const QueueUrl = `${url}/111122223333/attacked-born-open`;
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }),
    );
    expect(Attributes?.Policy).toContain('"*"');
    sqs.destroy();
  });

  it("is refused in AWS's words where the dangerous call is, and says how far it came", async () => {
    expect((await attack("open-ssh")).status).toBe(200);
    const { status, type, body } = await attack("open-ssh");
    expect({ status, type }).toEqual({ status: 409, type: "application/problem+json" });
    expect(body).toMatchObject({
      title: "The attack was refused",
      detail: expect.stringContaining("InvalidPermission.Duplicate"),
      run: { name: "open-ssh", steps: [{ outcome: "done" }, { outcome: "done" }, { outcome: "failed" }] },
    });
  });

  it("goes to the region that is asked for", async () => {
    const { run } = await attack("open-serial-console", { region: "eu-west-1" });
    expect(run?.region).toBe("eu-west-1");
    expect(records.at(-1)).toMatchObject({ eventName: "EnableSerialConsoleAccess", awsRegion: "eu-west-1" });
  });

  it.each([
    ["that there is not", "open-telnet", undefined, 404],
    ["whose calls the sandbox lacks", "disable-macie", undefined, 409],
    ["on what is no region", "open-ssh", { region: "../../x" }, 400],
    ["with anything else", "open-ssh", { endpoint: "http://example.com" }, 400],
  ])("%s is refused before any call", async (_, name, body, status) => {
    const calls = sandbox.calls().length;
    const answer = await attack(name, body);
    expect(answer).toMatchObject({ status, type: "application/problem+json" });
    expect(sandbox.calls()).toHaveLength(calls);
  });

  it("tells a failure of AWS from a bug", async () => {
    const broken = sandboxApi({
      detections,
      sandbox,
      aws: { url, region: "us-east-1", account: "111122223333" },
      connect: () => async () => {
        throw new TypeError("a bug");
      },
      now: () => new Date(),
    });
    const whole = createApi(t.deps, [broken]);
    const answer = await whole.request("/api/sandbox/attacks/open-ssh", {
      method: "POST",
      headers: { Authorization: "responder" },
    });
    expect(answer.status).toBe(500);
  });
});
