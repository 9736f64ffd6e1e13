import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IngressAccount, openIngressAccount, ssh } from "../../../test/ingress.ts";
import detection from "./ec2-sg-ingress-world.ts";

let account: IngressAccount;
beforeAll(async () => {
  account = await openIngressAccount();
});
afterAll(() => account.close());

const office = ssh("10.0.0.0/8", { Description: "the office" });
const everyone = ssh("0.0.0.0/0");
const everyoneOn = (port: number) => ssh("0.0.0.0/0", { FromPort: port, ToPort: port });

type Group = Awaited<ReturnType<IngressAccount["newGroup"]>>;

/** A group with a good rule, and one that a finding is about: put right. */
async function putRight() {
  const opened = await account.newGroup();
  const good = await opened.authorize(office);
  await opened.authorize(everyone);
  const { plan } = await opened.inspect();
  return { ...opened, good, plan };
}

const everyoneListed = async () => {
  const { PrefixList } = await account.ec2.createManagedPrefixList({
    PrefixListName: "everyone",
    AddressFamily: "IPv4",
    MaxEntries: 5,
    Entries: [{ Cidr: "0.0.0.0/0" }],
  });
  return PrefixList?.PrefixListId ?? "";
};

describe("what an undo relies on", () => {
  it("are the group's other rules, in the order of their ids", async () => {
    const { inspect, run, plan, good, authorize } = await putRight();
    const web = await authorize(everyoneOn(443));
    await run(plan?.steps);
    const shown = [
      { id: good, protocol: "tcp", ports: "22-22", source: "10.0.0.0/8", description: "the office" },
      { id: web, protocol: "tcp", ports: "443-443", source: "0.0.0.0/0" },
    ];
    expect((await inspect()).guard).toEqual({
      ingress: shown.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    });
  });

  const alters: [string, (group: Group, good: string) => Promise<unknown>][] = [
    ["makes the same rule again", ({ authorize }) => authorize(everyone)],
    ["makes another rule", ({ authorize }) => authorize(ssh("192.168.0.0/16"))],
    [
      "makes one from another group",
      ({ authorize, group }) => authorize(ssh(undefined, { ReferencedGroupId: group })),
    ],
    ["revokes a rule", ({ revoke }, good) => revoke(good)],
    ["changes a rule's range", ({ modify }, good) => modify(good, ssh("10.0.0.0/16"))],
    ["changes a rule's ports", ({ modify }, good) => modify(good, { ...office, ToPort: 23 })],
    ["changes a rule's description", ({ modify }, good) => modify(good, { ...office, Description: "home" })],
    [
      "revokes a rule and makes it again",
      async ({ revoke, authorize }, good) => {
        await revoke(good);
        await authorize(office);
      },
    ],
    [
      "opens what may be open through a prefix list",
      async ({ authorize }) =>
        authorize(ssh(undefined, { FromPort: 443, ToPort: 443, PrefixListId: await everyoneListed() })),
    ],
  ];
  it.each(alters)("is not the same any more when somebody %s", async (_what, act) => {
    const { plan, good, ...group } = await putRight();
    await group.run(plan?.steps);
    const { guard } = await group.inspect();
    await act(group, good);
    expect((await group.inspect()).guard).not.toEqual(guard);
  });

  it("stays the same while another finding's rule is opened, and revoked by Snapback", async () => {
    const { inspect, authorize, run, plan } = await putRight();
    await run(plan?.steps);
    const { guard } = await inspect();
    await authorize(everyoneOn(23));
    await authorize(ssh(undefined, { PrefixListId: await everyoneListed() }));
    const other = await inspect({ from: 23, to: 23 });
    expect(other.guard).not.toEqual(guard);
    expect((await inspect()).guard).toEqual(guard);
    await run(other.plan?.steps);
    expect((await inspect()).guard).toEqual(guard);
  });

  it("stays the same while two rules that one call changed are put back one after the other", async () => {
    const { inspect, authorize, learn, modify, run } = await account.newGroup();
    const [first, second] = [
      await authorize(office),
      await authorize({ ...office, FromPort: 21, ToPort: 21 }),
    ];
    await learn(first, office);
    await learn(second, { ...office, FromPort: 21, ToPort: 21 });
    await modify(first, everyone);
    await modify(second, everyoneOn(21));
    await run((await inspect()).plan?.steps);
    const { guard } = await inspect();
    await run((await inspect({ from: 21, to: 21 })).plan?.steps);
    expect(await inspect({ from: 21, to: 21 })).toMatchObject({ guard });
    expect((await inspect()).guard).toEqual(guard);
    expect(guard).toMatchObject({ ingress: [{ source: "10.0.0.0/8" }, { source: "10.0.0.0/8" }] });
  });

  it("stays the same while a rule is revoked that can't be what it was, as another is that already", async () => {
    const { inspect, authorize, learn, modify, run } = await account.newGroup();
    const id = await authorize(office);
    await learn(id, office);
    await modify(id, everyoneOn(21));
    await authorize(office);
    const { guard, plan } = await inspect({ from: 21, to: 21 });
    const before = (await inspect()).guard;
    await run(plan?.steps);
    expect((await inspect()).guard).toEqual(before);
    expect(before).not.toEqual(guard);
  });
});

describe("a look at a group", () => {
  it("learns its good rules, asks what the others were, and leaves those alone that it could not put back", async () => {
    const { inspect, authorize, group, resource, asked } = await account.newGroup();
    const [one, web] = [await authorize(office), await authorize(everyoneOn(443))];
    const bad = [await authorize(everyone), await authorize(everyoneOn(23))];
    await authorize(ssh(undefined, { ReferencedGroupId: group }));
    await authorize(ssh(undefined, { PrefixListId: await everyoneListed() }));
    const { baselines = [], plan } = await inspect();
    expect(plan).toBeDefined();
    expect(asked.toSorted()).toEqual(bad.map((id) => `rule/${id}`).toSorted());
    const byAspect = baselines.toSorted((a, b) => (a.aspect < b.aspect ? -1 : 1));
    const expected = [
      { resource: resource.arn, aspect: `rule/${one}`, value: office },
      { resource: resource.arn, aspect: `rule/${web}`, value: everyoneOn(443) },
    ];
    expect(byAspect).toEqual(expected.toSorted((a, b) => (a.aspect < b.aspect ? -1 : 1)));
  });

  it("has its tags, and none of a group that is gone or has no name of its own", async () => {
    const { resource } = await account.newGroup([
      { Key: "owner", Value: "web" },
      { Key: "empty", Value: "" },
    ]);
    const tagsOf = (id: string) => detection.response?.tags?.({ ...resource, id }, account.live);
    expect(await tagsOf(resource.id)).toEqual({ owner: "web", empty: "" });
    expect(await tagsOf("sg-00000000000000000")).toEqual({});
    expect(await tagsOf("sg-*")).toEqual({});
  });
});

describe("what a question finds", () => {
  it("was changed where the call named rules by their ids", async () => {
    const { authorize, group } = await account.newGroup();
    const id = await authorize(everyone);
    const ask = async (question: object) => {
      const found = await detection.assess({ groupId: group, ...question }, account.live, {});
      return found.map(({ evidence, exposure }) => ({ modified: evidence.modified, exposure }));
    };
    const exposure = { cidr: "0.0.0.0/0", protocol: "tcp", ports: { from: 22, to: 22 } };
    expect(await ask({ ruleIds: [id] })).toEqual([{ modified: true, exposure }]);
    expect(await ask({})).toEqual([{ modified: undefined, exposure }]);
  });
});
