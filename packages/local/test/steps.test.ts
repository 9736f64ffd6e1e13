import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import { type Detection, defineDetection } from "@snapback/core/detections/define";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { testConfig } from "../../core/test/config.ts";
import { clock, eventually, testLaptop } from "./test-laptop.ts";

/* Responses of several steps, and those that AWS takes minutes to show, by detections that are made up for it. */

const Evidence = z.object({ groupId: z.string() });
const ID = "test-open-ports";
const config = { ...testConfig, modes: { [ID]: "auto" as const } };

interface Slow {
  settlesWithinMinutes: number;
  /** Does AWS show by now what was done? */
  shows: () => boolean;
}

/** Finds groups with ingress rules from 10.0.0.0/8, and revokes them one by one. */
function revokingOneByOne({ settlesWithinMinutes, shows }: Slow | Record<string, never> = {}): Detection {
  let shown: SecurityGroupRule[] = [];
  return defineDetection({
    id: ID,
    title: "Rules from 10.0.0.0/8",
    severity: "low",
    why: "For the test.",
    triage: [],
    falsePositives: [],
    references: [],
    events: [{ source: "ec2.amazonaws.com", names: ["AuthorizeSecurityGroupIngress"] }],
    parameters: z.object({}),
    evidence: Evidence,
    question: z.object({}),
    detect(record, place) {
      const asked = z.object({ groupId: z.string() }).safeParse(record.requestParameters);
      const wanted = JSON.stringify(record.requestParameters).includes("10.0.0.0/8");
      if (!asked.success || !wanted) return { violations: [], suspicions: [] };
      const { groupId } = asked.data;
      const resource = {
        arn: `arn:aws:ec2:${place.region}:${place.account}:security-group/${groupId}`,
        type: "group",
        id: groupId,
      };
      const violation = {
        resource,
        fingerprint: "open",
        summary: `${groupId} has rules from 10.0.0.0/8`,
        severity: "low" as const,
        evidence: { groupId },
      };
      return { violations: [violation], suspicions: [] };
    },
    assess: async () => [],
    response: {
      calls: [
        "ec2:DescribeSecurityGroupRules",
        "ec2:RevokeSecurityGroupIngress",
        "ec2:AuthorizeSecurityGroupIngress",
      ],
      settlesWithinMinutes,
      async inspect({ evidence }, { live }) {
        const ec2 = await live.client("ec2");
        const Filters = [{ Name: "group-id", Values: [evidence.groupId] }];
        const found = (await ec2.DescribeSecurityGroupRules({ Filters }))
          .filter(({ IsEgress, CidrIpv4 }) => !IsEgress && CidrIpv4 === "10.0.0.0/8")
          .toSorted((a, b) => (a.FromPort ?? 0) - (b.FromPort ?? 0));
        const rules = found.length === 0 && shows && !shows() ? shown : found;
        shown = rules;
        const state = { ports: rules.map(({ FromPort = 0 }) => FromPort) };
        if (rules.length === 0) return { state };
        const step = (operation: string, input: object) => ({
          service: "ec2",
          operation,
          input: { GroupId: evidence.groupId, ...input },
          does: operation,
        });
        return {
          state,
          plan: {
            version: 1,
            steps: rules.map(({ SecurityGroupRuleId = "" }) =>
              step("RevokeSecurityGroupIngress", { SecurityGroupRuleIds: [SecurityGroupRuleId] }),
            ),
            undo: rules.map(({ FromPort = 0 }, undoes) => ({
              ...step("AuthorizeSecurityGroupIngress", {
                IpPermissions: [
                  { IpProtocol: "tcp", FromPort, ToPort: FromPort, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
                ],
              }),
              undoes,
            })),
          },
        };
      },
    },
    attacks: [],
  });
}

const inside = { CidrIp: "10.0.0.0/8" };

describe("a response of two steps", () => {
  const both = {
    IpPermissions: [22, 23].map((port) => ({
      IpProtocol: "tcp",
      FromPort: port,
      ToPort: port,
      IpRanges: [inside],
    })),
  };
  const all = ["tcp/22-22/10.0.0.0/8", "tcp/23-23/10.0.0.0/8"];

  /** Pauses Snapback between the first step and the second. */
  async function halfWay() {
    const laptop = await testLaptop({ detections: [revokingOneByOne()], config });
    await laptop.fault({ operation: "RevokeSecurityGroupIngress", times: 1, delayMs: 60_000 });
    await laptop.ec2.authorizeSecurityGroupIngress({ GroupId: laptop.group, ...both });
    await laptop.held("RevokeSecurityGroupIngress");
    await laptop.call("POST", "/pause", { reason: "stop" });
    await laptop.letGo();
    return { laptop, halted: await laptop.reaches("awaiting-approval") };
  }

  it("stops between them when somebody pauses, and asks about the rest", async () => {
    const { laptop, halted } = await halfWay();
    expect(await laptop.ingress()).toEqual(all.slice(1));
    expect(halted).toMatchObject({
      attempts: [{ steps: [{ status: "done" }, { status: "pending" }] }],
      proposal: { why: expect.stringContaining("stop"), plan: { steps: [expect.anything()] } },
    });
    await laptop.call("POST", `/findings/${halted.id}/approve`, { proposal: halted.proposal?.id });
    const { id } = await laptop.reaches("remediated");
    expect(await laptop.ingress()).toEqual([]);
    // Both attempts are of one episode, and are taken back together.
    await laptop.call("POST", `/findings/${id}/undo`, { reason: "needed" });
    await laptop.reaches("undone");
    expect(await laptop.ingress()).toEqual(all);
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(2);
    expect(laptop.effects("AuthorizeSecurityGroupIngress")).toBe(3);
  });

  it("can be undone for the step that ran", async () => {
    const { laptop, halted } = await halfWay();
    const asked = { reason: "needed" };
    await laptop.call("POST", `/findings/${halted.id}/undo`, asked);
    // How Snapback left it was never seen: the person has to look.
    const { refusal } = await eventually(async () => {
      const finding = await laptop.finding();
      expect(finding.refusal?.reason).toContain("was not seen");
      return finding;
    });
    await laptop.call("POST", `/findings/${halted.id}/undo`, { ...asked, force: refusal?.force });
    expect((await laptop.reaches("undone")).undo?.steps).toHaveLength(1);
    expect(await laptop.ingress()).toEqual(all);
  });
});

describe("a response that AWS takes minutes to show", () => {
  it("is looked at again each minute, without running again, and is safe once AWS shows it", async () => {
    const time = clock();
    let shows = false;
    const detection = revokingOneByOne({ settlesWithinMinutes: 10, shows: () => shows });
    const laptop = await testLaptop({ detections: [detection], config, now: time.now });
    await laptop.open(inside);
    await eventually(async () =>
      expect(await laptop.finding()).toMatchObject({
        state: "responding",
        settlingUntil: expect.any(String),
      }),
    );
    time.forward(61_000);
    await eventually(async () => {
      const said = laptop.lines.filter(({ message }) => message === "finding.settling");
      expect(said.length).toBeGreaterThan(1);
    });
    shows = true;
    time.forward(61_000);
    expect(await laptop.reaches("remediated")).toMatchObject({ safe: { by: "snapback" } });
    expect(
      laptop.sandbox.calls().filter(({ operation }) => operation === "RevokeSecurityGroupIngress"),
    ).toHaveLength(1);
  });

  it("has failed where it does not show in time", async () => {
    const time = clock();
    const detection = revokingOneByOne({ settlesWithinMinutes: 10, shows: () => false });
    const laptop = await testLaptop({ detections: [detection], config, now: time.now });
    await laptop.open(inside);
    await eventually(async () => expect((await laptop.finding()).settlingUntil).toBeDefined());
    time.forward(11 * 60_000);
    expect(await laptop.reaches("failed")).toMatchObject({
      failure: { message: expect.stringContaining("10 minutes") },
    });
    expect(
      laptop.sandbox.calls().filter(({ operation }) => operation === "RevokeSecurityGroupIngress"),
    ).toHaveLength(1);
  });
});
