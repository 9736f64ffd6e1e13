import { runAttack, type Send } from "@snapback/core/attack/run";
import { openSdk } from "@snapback/core/attack/sdk";
import { detections } from "@snapback/core/detections/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { testConfig } from "../../../../core/test/config.ts";
import { laptopStack } from "../../installation.ts";
import { openAccount } from "../../sandbox/account.ts";
import { openSandbox, type Sandbox } from "../../sandbox/sandbox.ts";
import { allKinds, kind } from "../../sandbox/table.ts";
import { openStorage } from "../../storage.ts";
import { shownServices } from "./services.ts";
import { AccountView, accountView } from "./view.ts";

let sandbox: Sandbox;
let send: Send;
let elsewhere: Send;
beforeAll(async () => {
  sandbox = await openSandbox({
    accountId: "111122223333",
    region: "us-east-1",
    storage: await openStorage(undefined),
    onRecord: async () => {},
    stack: laptopStack(detections, testConfig),
  });
  const { url: endpoint } = await sandbox.listen(0);
  send = openSdk({ endpoint, region: "us-east-1" });
  elsewhere = openSdk({ endpoint, region: "eu-west-1" });
});
afterAll(() => sandbox.close());

const place = { account: "111122223333", home: "us-east-1" };

function kindOf(name: string, limit = 50, account: Sandbox["account"] = sandbox.account) {
  const view = AccountView.parse(accountView(account, { ...place, limit }));
  return view.services.flatMap(({ kinds }) => kinds).find((one) => one.kind === name);
}
const resource = (name: string, id: string | undefined) =>
  kindOf(name, 500)?.resources.find((one) => one.id === id);
const marks = (name: string, id: string | undefined) =>
  resource(name, id)?.marks.map((mark) => `${mark.kind}: ${mark.text}`);

/** Carries out an attack of the catalogue. */
async function attacked(name: string): Promise<void> {
  const attack = detections.flatMap(({ attacks }) => attacks).find((one) => one.name === name);
  if (!attack) throw new Error(`there is no attack ${name}`);
  await runAttack(attack, send, { begins: () => {} });
}

const Made = z.object({ GroupId: z.string() });
async function newGroup(name: string, sender = send): Promise<string> {
  const { Vpcs } = z
    .object({ Vpcs: z.array(z.object({ VpcId: z.string() })) })
    .parse(await sender("ec2", "DescribeVpcs", {}));
  const input = { GroupName: name, Description: "for a test", VpcId: Vpcs[0]?.VpcId ?? "" };
  return Made.parse(await sender("ec2", "CreateSecurityGroup", input)).GroupId;
}
const letIn = (GroupId: string, CidrIp: string, port: number) =>
  send("ec2", "AuthorizeSecurityGroupIngress", {
    GroupId,
    IpProtocol: "tcp",
    FromPort: port,
    ToPort: port,
    CidrIp,
  });

describe("a security group", () => {
  it("is open where the world reaches it, by whatever range, and not where a network does", async () => {
    const id = await newGroup("web");
    await letIn(id, "10.0.0.0/8", 22);
    await letIn(id, "198.51.100.7/32", 3389);
    expect(marks("security-groups", id)).toEqual([]);
    await letIn(id, "0.0.0.0/0", 443);
    await letIn(id, "128.0.0.0/1", 5432);
    expect(marks("security-groups", id)?.toSorted()).toEqual([
      "open: tcp 443 is open to every IPv4 address",
      "open: tcp 5432 is open to 128.0.0.0/1, a range of the internet",
    ]);
    expect(resource("security-groups", id)).toMatchObject({
      name: "web",
      region: "us-east-1",
      own: false,
      facts: [
        { label: "VPC" },
        { label: "Lets in", values: expect.arrayContaining(["tcp 22 from 10.0.0.0/8"]) },
      ],
    });
  });

  it("is open where a prefix list of it holds the world", async () => {
    await attacked("prefix-list-world");
    expect(kindOf("prefix-lists")?.resources[0]?.marks).toMatchObject([{ kind: "open" }]);
  });

  it("is in the region where it was made", async () => {
    const id = await newGroup("abroad", elsewhere);
    expect(resource("security-groups", id)?.region).toBe("eu-west-1");
  });
});

describe("a bucket", () => {
  const block = (Bucket: string, BlockPublicPolicy: boolean) =>
    send("s3", "PutPublicAccessBlock", {
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy,
        RestrictPublicBuckets: true,
      },
    });

  it.each([
    ["policy", "publish-bucket", "attacked-published", "open: policy: anyone may s3:GetObject"],
    ["ACL", "open-bucket-by-acl", "attacked-open-acl", "open: its ACL lets everyone in"],
  ])("is open where its %s lets everyone in and nothing takes that away", async (_, attack, bucket, open) => {
    await attacked(attack);
    expect(marks("buckets", bucket)).toEqual([open, "weak: public access is not blocked"]);
    await block(bucket, false);
    expect(marks("buckets", bucket)).toEqual(["weak: public access is not blocked"]);
    await block(bucket, true);
    expect(marks("buckets", bucket)).toEqual([]);
  });
});

describe("what else catches the eye", () => {
  it.each([
    ["trust-everyone", "roles", "attacked-trust-everyone", "open: trust: anyone may sts:AssumeRole"],
    [
      "trust-foreign-account",
      "roles",
      "attacked-trust-foreign",
      expect.stringContaining("weak: trust: account 999"),
    ],
    [
      "attach-admin-to-user",
      "users",
      "attacked-attach",
      expect.stringContaining("weak: AdministratorAccess:"),
    ],
    ["create-public-database", "rds-instances", "attacked-public", "open: has an address on the internet"],
    ["open-queue", "queues", "attacked-open", expect.stringContaining("open: policy: anyone may")],
    ["open-function-url", "functions", "attacked-address", "open: its URL asks nobody who they are"],
    [
      "share-layer",
      "layer-versions",
      "attacked-layer:000001",
      expect.stringContaining("open: statement everyone"),
    ],
    ["stop-trail", "trails", "attacked-stop-trail", "weak: does not log"],
    ["disable-own-rule", "rules", "default/snapback-attack-rule", "weak: is disabled"],
  ])("%s", async (attack, name, id, mark) => {
    await attacked(attack);
    expect(marks(name, id)).toContainEqual(mark);
  });

  it.each(["open-key", "disable-key", "publish-image", "share-snapshot", "nacl-ssh", "modify-to-imdsv1"])(
    "%s leaves one marked, which comes first",
    async (attack) => {
      const kinds: { [attack: string]: string } = {
        "open-key": "kms-keys",
        "disable-key": "kms-keys",
        "publish-image": "images",
        "share-snapshot": "ec2-snapshots",
        "nacl-ssh": "network-acls",
        "modify-to-imdsv1": "instances",
      };
      const name = kinds[attack] ?? "";
      const before = kindOf(name)?.marked ?? 0;
      await attacked(attack);
      const after = kindOf(name);
      expect(after?.marked).toBe(before + 1);
      expect(after?.resources[0]?.marks).not.toEqual([]);
    },
  );
});

describe("the view", () => {
  it("tells Snapback's own parts, marks none of them, and has them last", async () => {
    const trust =
      '{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
    await send("iam", "CreateRole", { RoleName: "zz-last-by-name", AssumeRolePolicyDocument: trust });
    const roles = kindOf("roles", 500)?.resources ?? [];
    const own = roles.filter((role) => role.own);
    expect(own.map(({ id }) => id)).toContain("snapback-laptop-respond-iam");
    expect(own.every((role) => role.marks.length === 0)).toBe(true);
    expect(roles.slice(-own.length)).toEqual(own);
    expect(kindOf("queues", 500)?.resources.find(({ id }) => id === "attacked-open")?.own).toBe(false);
  });

  it("has no more of a kind than is asked for, and counts the others", () => {
    const { total, resources } = kindOf("roles", 3) ?? {};
    expect(resources).toHaveLength(3);
    expect(total).toBeGreaterThan(20);
  });

  it("finds a place for every kind of resource that the sandbox has, once", () => {
    const places = shownServices().flatMap(({ kinds }) => kinds.map(({ name }) => name));
    expect(new Set(places).size).toBe(places.length);
    const within = ["deployed", "function-policies", "function-urls", "security-group-rules", "seeds"];
    expect([...places, ...within].toSorted()).toEqual(allKinds().map(({ name }) => name));
    const other = shownServices().find(({ service }) => service === "other");
    // Of the tests themselves: whoever declares a kind has words for it.
    expect(other?.kinds.map(({ name }) => name).filter((name) => !/^(odd-)?things$/.test(name))).toEqual([]);
  });

  it("shows what nobody has words for as it is kept, unless it is too large", () => {
    const things = kind("odd-things", z.object({ id: z.string(), text: z.string() }));
    const account = openAccount("111122223333", "us-east-1", []);
    account.in("us-east-1").table(things).put({ id: "a", text: "x" });
    account
      .in("us-east-1")
      .table(things)
      .put({ id: "b", text: "x".repeat(20_000) });
    expect(kindOf("odd-things", 50, account)?.resources).toMatchObject([
      { id: "a", row: { id: "a", text: "x" } },
      { id: "b", facts: [] },
    ]);
    expect(JSON.stringify(kindOf("odd-things", 50, account)).length).toBeLessThan(1000);
  });

  it("keeps long and strange names within bounds", async () => {
    const evil = `<script>\u202e${"x".repeat(200)}`;
    await send("ssm", "PutParameter", { Name: "/evil", Type: "String", Value: `${evil}${"y".repeat(3500)}` });
    const values = resource("parameters", "/evil")?.facts.find(({ label }) => label === "Value")?.values;
    expect(values?.[0]).toMatch(/^<script>.*…$/u);
    expect(values?.[0]?.length).toBeLessThan(500);
  });
});
