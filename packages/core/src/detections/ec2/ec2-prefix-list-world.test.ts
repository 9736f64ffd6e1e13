import { randomUUID } from "node:crypto";
import type { AddPrefixListEntry } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ACCOUNT, ec2Record, parsed } from "../../../test/records.ts";
import type { LiveAccount } from "../../aws/account.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./ec2-prefix-list-world.ts";

const ID = "pl-0a1b2c3d4e5f60718";
const nothing = { violations: [], suspicions: [] };
const judge = (name: string, fields: Record<string, unknown>, parameters: unknown = {}) =>
  detection.detect(parsed(ec2Record(name, fields)), place, parameters);
const modify = (request: unknown, parameters: unknown = {}) =>
  judge(
    "ModifyManagedPrefixList",
    { requestParameters: { ModifyManagedPrefixListRequest: request } },
    parameters,
  );
const entry = (Cidr: unknown, tag = 1) => ({ tag, Cidr, Description: "x" });
const asked = [{ ask: { prefixListId: ID }, reason: expect.stringContaining("goes by the list") }];
const askedOfAll = [{ ask: { hold: expect.stringContaining("leaves out") }, reason: expect.any(String) }];

describe("a call about a prefix list", () => {
  it.each<[string, unknown]>([
    ["one entry", entry("0.0.0.0/0")],
    ["several", [entry("10.0.0.0/8"), entry("128.0.0.0/1", 2)]],
    ["IPv6", entry("2000::/3")],
    ["a range as it was typed", entry("1.2.3.4/0")],
  ])("asks who goes by it where it adds the world: %s", (_what, AddEntry) => {
    expect(modify({ PrefixListId: ID, CurrentVersion: 1, AddEntry })).toEqual({
      violations: [],
      suspicions: asked,
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ["offices", { AddEntry: [entry("192.0.2.0/24"), entry("3.0.0.0/9", 2)] }],
    ["nothing, and takes the world out", { RemoveEntry: { tag: 1, Cidr: "0.0.0.0/0" } }],
    ["nothing, and gives it another name", { PrefixListName: "offices" }],
    ["what is no range", { AddEntry: entry("everyone") }],
  ])("is nothing where it adds %s", (_what, request) => {
    expect(modify({ PrefixListId: ID, ...request })).toEqual(nothing);
  });

  it("goes by the operator's parameters", () => {
    const request = { PrefixListId: ID, AddEntry: entry("3.0.0.0/9") };
    expect(modify(request, { worldPrefixes: { ipv4: 9 } }).suspicions).toEqual(asked);
  });

  it("asks about a new list by the id that it was given, and about a restored one in any case", () => {
    const create = (Cidr: string) => ({
      requestParameters: { CreateManagedPrefixListRequest: { PrefixListName: "x", Entry: entry(Cidr) } },
      responseElements: { CreateManagedPrefixListResponse: { prefixList: { prefixListId: ID, version: 1 } } },
    });
    expect(judge("CreateManagedPrefixList", create("::/0")).suspicions).toEqual(asked);
    expect(judge("CreateManagedPrefixList", create("10.0.0.0/8"))).toEqual(nothing);
    const restore = { PrefixListId: ID, PreviousVersion: 1, CurrentVersion: 2 };
    const requestParameters = { RestoreManagedPrefixListVersionRequest: restore };
    expect(judge("RestoreManagedPrefixListVersion", { requestParameters }).suspicions).toEqual(asked);
  });

  it("is nothing when it failed or was a dry run", () => {
    const request = { ModifyManagedPrefixListRequest: { PrefixListId: ID, AddEntry: entry("0.0.0.0/0") } };
    for (const errorCode of ["Client.DryRunOperation", "Client.PrefixListVersionMismatch"])
      expect(judge("ModifyManagedPrefixList", { requestParameters: request, errorCode })).toEqual(nothing);
  });

  it.each([
    null,
    "",
    { omitted: true, originalSize: 300_000 },
    { prefixListId: ID },
    { ModifyManagedPrefixListRequest: "" },
    { ModifyManagedPrefixListRequest: { PrefixListId: "*", AddEntry: entry("0.0.0.0/0") } },
    { ModifyManagedPrefixListRequest: { PrefixListId: 5, AddEntry: entry(5) } },
  ])("asks about all lists, and holds, where the record does not tell: %j", (requestParameters) => {
    expect(judge("ModifyManagedPrefixList", { requestParameters }).suspicions).toEqual(askedOfAll);
  });

  it("asks about the list where only its entries can't be read", () => {
    for (const AddEntry of [entry(5), "?", [null]])
      expect(modify({ PrefixListId: ID, AddEntry }).suspicions).toEqual(asked);
  });
});

it("does not listen to a deletion, nor to another service's event of the same name", () => {
  const heard = (eventSource: string, eventName: string) =>
    isListenedTo({ eventSource, eventName }, listeners([detection]));
  expect(heard("ec2.amazonaws.com", "ModifyManagedPrefixList")).toBe(true);
  expect(heard("ec2.amazonaws.com", "DeleteManagedPrefixList")).toBe(false);
  expect(heard("vpc-lattice.amazonaws.com", "ModifyManagedPrefixList")).toBe(false);
});

describe("in the live account", () => {
  let account: Ec2Account;
  beforeAll(async () => {
    account = await openEc2Account();
  });
  afterAll(() => account.close());

  async function list(...Entries: AddPrefixListEntry[]) {
    const { PrefixList } = await account.ec2.createManagedPrefixList({
      PrefixListName: "offices",
      AddressFamily: "IPv4",
      MaxEntries: 5,
      Entries,
      TagSpecifications: [{ ResourceType: "prefix-list", Tags: [{ Key: "team", Value: "red" }] }],
    });
    const id = PrefixList?.PrefixListId ?? "";
    return {
      id,
      add: async (...AddEntries: AddPrefixListEntry[]) => {
        const { PrefixLists: [now] = [] } = await account.ec2.describeManagedPrefixLists({
          PrefixListIds: [id],
        });
        await account.ec2.modifyManagedPrefixList({
          PrefixListId: id,
          CurrentVersion: now?.Version,
          AddEntries,
        });
      },
      entries: async () => {
        const { Entries: known = [] } = await account.ec2.getManagedPrefixListEntries({ PrefixListId: id });
        return known.toSorted((a, b) => ((a.Cidr ?? "") < (b.Cidr ?? "") ? -1 : 1));
      },
    };
  }
  /** A new group that lets in a list, on a port. */
  async function group(PrefixListId: string, port = 22, way: "Ingress" | "Egress" = "Ingress") {
    const { GroupId = "" } = await account.ec2.createSecurityGroup({
      GroupName: randomUUID(),
      Description: "x",
    });
    const IpPermissions = [
      { IpProtocol: "tcp", FromPort: port, ToPort: port, PrefixListIds: [{ PrefixListId }] },
    ];
    await account.ec2[`authorizeSecurityGroup${way}`]({ GroupId, IpPermissions });
    return GroupId;
  }
  const office = { Cidr: "192.0.2.0/24", Description: "an office" };
  const everyone = { Cidr: "0.0.0.0/0", Description: "for now" };
  const foundNow = () => account.found(detection, account.latest());

  it("finds the entry that was added, in words", async () => {
    const { id, add } = await list(office);
    const GroupId = await group(id);
    await add(everyone);
    expect(await foundNow()).toEqual([
      {
        account: ACCOUNT,
        resource: {
          arn: `arn:aws:ec2:us-east-1:${ACCOUNT}:prefix-list/${id}`,
          type: "AWS::EC2::PrefixList",
          id,
        },
        fingerprint: "0.0.0.0/0",
        summary: `Prefix list ${id} holds every IPv4 address, and TCP port 22 of ${GroupId} is open to it`,
        severity: "critical",
        evidence: { prefixListId: id, cidr: "0.0.0.0/0", groups: [GroupId] },
      },
    ]);
    await group(id, 8080);
    const [again] = await account.found(
      detection,
      parsed(
        ec2Record("RestoreManagedPrefixListVersion", {
          requestParameters: { RestoreManagedPrefixListVersionRequest: { PrefixListId: id } },
        }),
      ),
    );
    expect(again?.summary).toContain("and 1 more is open to it");
  });

  it("is less severe where no port is that is found within minutes", async () => {
    const { id, add } = await list(office);
    await group(id, 8080);
    await add(everyone);
    expect((await foundNow()).map(({ severity }) => severity)).toEqual(["high"]);
  });

  it("clears a list that nobody goes by, or on ports that may be open, or on the way out", async () => {
    const { id, add } = await list(office);
    await add(everyone);
    const record = account.latest();
    expect(await account.found(detection, record)).toEqual([]);
    await group(id, 443);
    await group(id, 22, "Egress");
    expect(await account.found(detection, record)).toEqual([]);
    expect(await account.found(detection, record, { parameters: { tcpPorts: [] } })).toHaveLength(1);
  });

  it("makes a finding of each entry, and takes out one without the other", async () => {
    const { id, add, entries } = await list(office);
    await group(id);
    const halves = [{ Cidr: "0.0.0.0/1", Description: "low" }, { Cidr: "128.0.0.0/1" }];
    await add(...halves);
    const found = await foundNow();
    expect(found.map(({ fingerprint }) => fingerprint)).toEqual(["0.0.0.0/1", "128.0.0.0/1"]);
    const [low, high] = found;
    if (!low || !high) throw new Error("nothing was found");
    const before = await entries();
    const first = await account.inspect(detection, low);
    await account.run(first.plan?.steps ?? []);
    expect((await account.inspect(detection, low)).plan).toBeUndefined();
    expect(await entries()).toEqual([halves[1], office]);
    const { plan } = await account.inspect(detection, high);
    await account.run(plan?.steps ?? []);
    expect(await entries()).toEqual([office]);
    const safe = await account.inspect(detection, low);
    await add({ Cidr: "198.51.100.0/24" });
    expect((await account.inspect(detection, low)).guard).toEqual(safe.guard);
    await account.run(plan?.undo ?? [], "undo");
    await account.run(first.plan?.undo ?? [], "undo");
    expect(await entries()).toEqual([...before, { Cidr: "198.51.100.0/24" }]);
    const { guard, state } = await account.inspect(detection, low);
    expect(guard).toEqual(first.guard);
    expect(guard).not.toEqual(safe.guard);
    expect(state.entries).toHaveLength(4);
  });

  it("has the same state after the undo as before the response", async () => {
    const { id, add } = await list(office);
    await group(id);
    await add(everyone);
    const [found] = await foundNow();
    if (!found) throw new Error("nothing was found");
    const { plan, state } = await account.inspect(detection, found);
    // Where only the version was read, there is nothing to undo.
    expect(plan?.undo.map(({ undoes }) => undoes)).toEqual([1, 1]);
    expect(plan?.caveats).toEqual([expect.stringContaining("route tables")]);
    await account.run(plan?.steps ?? []);
    await account.run(plan?.undo ?? [], "undo");
    expect((await account.inspect(detection, found)).state).toEqual(state);
  });

  it("leaves an entry alone that nobody goes by any more, or that may be there by now", async () => {
    const { id, add } = await list(office);
    const GroupId = await group(id);
    await add({ Cidr: "0.0.0.0/1" });
    const [found] = await foundNow();
    if (!found) throw new Error("nothing was found");
    const narrow = { parameters: { worldPrefixes: { ipv4: 0 } } };
    expect((await account.inspect(detection, found, narrow)).plan).toBeUndefined();
    const allowed = { parameters: { tcpPorts: [22] } };
    expect((await account.inspect(detection, found, allowed)).plan).toBeUndefined();
    await account.ec2.deleteSecurityGroup({ GroupId });
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
  });

  /** The account, where this is so of each list. */
  function where(fields: Record<string, unknown>): LiveAccount {
    const { live } = account;
    return {
      ...live,
      async client(service) {
        const client = await live.client(service);
        if (!("DescribeManagedPrefixLists" in client)) return client;
        const call = client.DescribeManagedPrefixLists;
        const read = async (input: unknown) => {
          const { PrefixLists } = await call.run(input);
          return { PrefixLists: PrefixLists.map((known) => ({ ...known, ...fields })) };
        };
        return { ...client, DescribeManagedPrefixLists: Object.assign(read, { run: read }) };
      },
    };
  }

  it("waits while AWS is at a change, and the world may be about to come", async () => {
    const { id, add } = await list(office);
    await group(id);
    const busy = where({ State: "modify-in-progress" });
    const baseline = async () => undefined;
    const resource = { arn: "", type: "", id };
    const finding = { resource, evidence: { prefixListId: id, cidr: "0.0.0.0/0", groups: [] } };
    const look = () => detection.response?.inspect(finding, { live: busy, baseline, now: new Date() }, {});
    await expect(look()).rejects.toThrow("is in modify-in-progress");
    await expect(detection.assess({ prefixListId: id }, busy, {}, baseline)).rejects.toThrow(
      "modify-in-progress",
    );
    const all = await detection.assess({ hold: "?" }, busy, {}, baseline);
    expect(all.map(({ resource: { id: of } }) => of)).not.toContain(id);
    await add(everyone);
    expect((await look())?.plan).toBeDefined();
    expect(await detection.assess({ prefixListId: id }, busy, {}, baseline)).toHaveLength(1);
  });

  it("leaves a list to people that IPAM fills, and AWS's own alone", async () => {
    const { id } = await list(everyone);
    await group(id);
    const finding = {
      resource: { arn: "", type: "", id },
      evidence: { prefixListId: id, cidr: "0.0.0.0/0", groups: [] },
    };
    const inspect = (live: LiveAccount) =>
      detection.response?.inspect(finding, { live, baseline: async () => undefined, now: new Date() }, {});
    const filled = await inspect(where({ IpamPrefixListResolverSyncEnabled: true }));
    expect(filled).toMatchObject({ stuck: expect.stringContaining("IPAM") });
    expect(filled?.plan).toBeUndefined();
    const aws = where({ OwnerId: "AWS" });
    expect(await inspect(aws)).toEqual({ state: { prefixListId: id, gone: true } });
    expect(await detection.assess({ prefixListId: id }, aws, {}, async () => undefined)).toEqual([]);
  });

  it("sweeps the account's own lists, with the same finding as the call makes", async () => {
    const { id, add } = await list(office);
    const { id: fine } = await list(everyone);
    await group(id);
    await add(everyone);
    const found = await foundNow();
    expect(found).toHaveLength(1);
    const swept = await account.sweep(detection);
    const of = (each: string) => swept.filter(({ resource }) => resource.endsWith(each));
    expect(of(id)).toEqual([{ resource: found[0]?.resource.arn, violations: found }]);
    expect(of(fine)).toMatchObject([{ violations: [] }]);
    const { PrefixLists = [] } = await account.ec2.describeManagedPrefixLists({
      Filters: [{ Name: "owner-id", Values: [ACCOUNT] }],
    });
    expect(swept).toHaveLength(PrefixLists.length);
    expect(await account.sweep(detection, {}, { ...place, account: "999999999999" })).toEqual([]);
  });

  it("holds all that is open where the record did not say which list it was about", async () => {
    const { id } = await list(everyone);
    await group(id);
    const found = await account.found(detection, parsed(ec2Record("ModifyManagedPrefixList")));
    expect(found.map(({ resource }) => resource.id)).toContain(id);
    for (const { hold } of found) expect(hold).toContain("leaves out");
  });

  it("tells a list's tags, and none of one that is gone", async () => {
    const { id } = await list(office);
    const tags = (of: string) => detection.response?.tags?.({ arn: "", type: "", id: of }, account.live);
    expect(await tags(id)).toEqual({ team: "red" });
    expect(await tags("pl-0123456789abcdef0")).toEqual({});
    expect(await tags("*")).toEqual({});
  });
});
