import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IngressAccount, openIngressAccount, ssh } from "../../../test/ingress.ts";

let account: IngressAccount;
beforeAll(async () => {
  account = await openIngressAccount();
});
afterAll(() => account.close());

const office = ssh("10.0.0.0/8", { Description: "the office" });
const everyone = ssh("0.0.0.0/0");

/** A rule that was harmless, and was changed to what a finding is about; `known` is what is known of it. */
async function changed(known: ReturnType<typeof ssh> | undefined, to = everyone) {
  const opened = await account.newGroup();
  const id = await opened.authorize(office);
  if (known) await opened.learn(id, known);
  await opened.modify(id, to);
  return { ...opened, id };
}

describe("a rule that was changed to the world", () => {
  it("is changed back to what it was, under its own id, and the undo changes it again", async () => {
    const bad = ssh("0.0.0.0/0", { Description: "for a minute" });
    const { group, id, inspect, run, rules } = await changed(office, bad);
    const { plan } = await inspect();
    const step = (SecurityGroupRule: object) => ({
      service: "ec2",
      operation: "ModifySecurityGroupRules",
      input: { GroupId: group, SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule }] },
    });
    expect(plan).toEqual({
      version: 1,
      steps: [
        {
          ...step(office),
          does: `change rule ${id} of ${group} back to TCP port 22 from 10.0.0.0/8, which it was on 2026-11-23`,
        },
      ],
      undo: [
        {
          ...step(bad),
          does: `change rule ${id} again: TCP port 22 of ${group} is open to every IPv4 address`,
          undoes: 0,
        },
      ],
    });
    await run(plan?.steps);
    expect((await rules()).get(id)).toMatchObject(office);
    expect(await inspect()).not.toHaveProperty("plan");
    await run(plan?.undo);
    expect((await rules()).get(id)).toMatchObject(bad);
  });

  it("is changed back, and again by the undo, where its range is IPv6", async () => {
    const { authorize, learn, modify, inspect, run, rules } = await account.newGroup();
    const [from, to] = ["2001:db8::/64", "::/0"].map((CidrIpv6) => ssh(undefined, { CidrIpv6 }));
    const id = await authorize(from ?? {});
    await learn(id, from);
    await modify(id, to ?? {});
    const { plan } = await inspect({ range: "::/0" });
    await run(plan?.steps);
    expect((await rules()).get(id)).toMatchObject({ CidrIpv6: "2001:db8::/64" });
    await run(plan?.undo);
    expect((await rules()).get(id)).toMatchObject({ CidrIpv6: "::/0" });
  });

  it("is revoked as a whole where nobody knows what it was, and the plan says so", async () => {
    const { group, id, inspect, learn, run, rules } = await changed(office);
    await learn(id, undefined, "2026-11-23T08:30:00Z");
    const { plan } = await inspect({ modified: true });
    expect(plan).toMatchObject({
      steps: [
        {
          operation: "RevokeSecurityGroupIngress",
          input: { GroupId: group, SecurityGroupRuleIds: [id] },
        },
      ],
      undo: [{ operation: "AuthorizeSecurityGroupIngress", undoes: 0 }],
      lost: [`the rule's id (${id}): it comes back under a new one`],
      caveats: ["what the rule was before it was changed is not known: it is revoked as a whole"],
    });
    await run(plan?.steps);
    expect(await rules()).toEqual(new Map());
  });

  it("is revoked where it would be what another rule is, which AWS refuses", async () => {
    const { id, inspect, authorize, run, rules } = await changed(office);
    const other = await authorize(office);
    const { plan } = await inspect({ modified: true });
    expect(plan).toMatchObject({
      steps: [{ operation: "RevokeSecurityGroupIngress", input: { SecurityGroupRuleIds: [id] } }],
      caveats: [
        `the rule was TCP port 22 from 10.0.0.0/8, and rule ${other} lets that in already: it is revoked as a whole`,
      ],
    });
    await run(plan?.steps);
    expect([...(await rules()).keys()]).toEqual([other]);
  });

  it("is revoked where another offending rule will be what it was", async () => {
    const { id, inspect, authorize, learn, modify } = await changed(office);
    const other = await authorize(office);
    await learn(other, office);
    await modify(other, ssh("0.0.0.0/0", { FromPort: 23, ToPort: 23 }));
    const plans = await Promise.all([inspect(), inspect({ from: 23, to: 23 })]);
    const [first, second] = id < other ? plans : plans.toReversed();
    expect(first?.plan?.steps).toMatchObject([{ operation: "ModifySecurityGroupRules" }]);
    expect(second?.plan?.steps).toMatchObject([{ operation: "RevokeSecurityGroupIngress" }]);
  });

  it("is changed back to what is open to the world, if that may be", async () => {
    const web = ssh("0.0.0.0/0", { FromPort: 8080, ToPort: 8080 });
    const { inspect } = await changed(web);
    const { plan } = await inspect({}, { tcpPorts: [8080] });
    expect(plan?.steps).toMatchObject([{ operation: "ModifySecurityGroupRules" }]);
    expect(await inspect()).toMatchObject({
      plan: {
        steps: [{ operation: "RevokeSecurityGroupIngress" }],
        caveats: [
          "the rule was TCP port 8080 from 0.0.0.0/0, and that may not be open to the world any more: it is revoked as a whole",
        ],
      },
    });
  });

  it("waits for a person where its baseline is older than 90 days", async () => {
    const { id, inspect, learn } = await changed(undefined);
    await learn(id, office, "2026-08-25T08:59:59Z");
    const stale = await inspect();
    expect(stale.plan?.steps).toMatchObject([{ operation: "ModifySecurityGroupRules" }]);
    expect(stale.plan?.confirm).toContain("2026-08-25");
    expect(stale.plan?.caveats).toEqual([expect.stringContaining("2026-08-25")]);
    await learn(id, office, "2026-08-25T09:00:01Z");
    const fresh = await inspect();
    expect(fresh.plan?.steps).toEqual(stale.plan?.steps);
    expect(fresh.plan).not.toHaveProperty("confirm");
    expect(fresh.plan).not.toHaveProperty("caveats");
  });

  it("is not confused with another rule, whose baseline is known", async () => {
    const { id, inspect, authorize, learn, modify, revoke } = await changed(office);
    await revoke(id);
    const other = await authorize(office);
    await modify(other, everyone);
    await learn("sgr-0000000000000abcd", office);
    expect((await inspect()).plan?.steps).toMatchObject([{ operation: "RevokeSecurityGroupIngress" }]);
  });

  it.each([
    ["nothing that AWS would take", ssh("10.0.0.0/33")],
    ["the other family, which AWS does not let it become", ssh(undefined, { CidrIpv6: "2001:db8::/64" })],
  ])("is revoked where its baseline has %s", async (_what, known) => {
    const { inspect } = await changed(known);
    expect(await inspect({ modified: true })).toMatchObject({
      plan: {
        steps: [{ operation: "RevokeSecurityGroupIngress" }],
        caveats: [expect.stringContaining("is not known")],
      },
    });
  });
});

describe("a rule that was made open to the world", () => {
  it("is revoked without a caveat: there was nothing before", async () => {
    const { authorize, inspect } = await account.newGroup();
    await authorize(everyone);
    const { plan } = await inspect();
    expect(plan?.steps).toMatchObject([{ operation: "RevokeSecurityGroupIngress" }]);
    expect(plan).not.toHaveProperty("caveats");
    expect(plan).not.toHaveProperty("confirm");
  });
});

describe("whatever a rule was and became", () => {
  const port = fc.integer({ min: 1, max: 65_535 });
  const v4 = ["10.0.0.0/8", "203.0.113.7/32", "0.0.0.0/0", "128.0.0.0/1"];
  const source = fc.oneof(
    fc.constantFrom(...v4).map((CidrIpv4) => ({ CidrIpv4, CidrIpv6: undefined })),
    fc.constantFrom("2600:1f00::/40", "::/0").map((CidrIpv6) => ({ CidrIpv4: undefined, CidrIpv6 })),
  );
  const protocol = fc.oneof(
    fc.tuple(fc.constantFrom("tcp", "udp"), port, port).map(([IpProtocol, a, b]) => ({
      IpProtocol,
      FromPort: Math.min(a, b),
      ToPort: Math.max(a, b),
    })),
    fc.constantFrom(
      { IpProtocol: "-1", FromPort: undefined, ToPort: undefined },
      { IpProtocol: "50", FromPort: undefined, ToPort: undefined },
      { IpProtocol: "icmp", FromPort: 8, ToPort: -1 },
      { IpProtocol: "tcp", FromPort: 443, ToPort: 443 },
    ),
  );
  const description = fc.constantFrom(undefined, "mine [1]");
  const rule = fc
    .tuple(protocol, source, description)
    .map(([ports, from, Description]) => ({ ...ports, ...from, Description }));

  it("the plan leaves nothing that offends, and its undo brings it all back", async () => {
    const { authorize, modify, learn, inspect, run, rules, revoke } = await account.newGroup();
    await fc.assert(
      fc.asyncProperty(rule, rule, fc.boolean(), async (was, is, known) => {
        for (const id of (await rules()).keys()) await revoke(id);
        const id = await authorize(was);
        for (const { aspect, value } of (await inspect()).baselines ?? []) {
          if (known) await learn(aspect.slice("rule/".length), value);
        }
        await modify(id, is);
        const range = is.CidrIpv4 ?? is.CidrIpv6;
        const evidence = { protocol: is.IpProtocol, from: is.FromPort, to: is.ToPort, range };
        const before = await rules();
        const { plan } = await inspect(evidence);
        await run(plan?.steps);
        expect(await inspect(evidence)).not.toHaveProperty("plan");
        await run(plan?.undo);
        const shown = (all: typeof before) =>
          [...all.values()].map(({ SecurityGroupRuleId: _, SecurityGroupRuleArn: _arn, ...rest }) => rest);
        expect(shown(await rules())).toEqual(shown(before));
      }),
      { numRuns: 20 },
    );
  });
});
