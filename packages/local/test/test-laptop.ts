import { randomUUID } from "node:crypto";
import {
  type AuthorizeSecurityGroupIngressCommandInput,
  EC2,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { detections } from "@snapback/core/detections/registry";
import type { Log } from "@snapback/core/log";
import { expect, onTestFinished, vi } from "vitest";
import { type LaptopOptions, openLaptop } from "../src/laptop.ts";

/** A whole laptop in memory, an attacker's SDK client for it, and what the log said. */
export async function testLaptop(options: Partial<LaptopOptions> = {}) {
  const lines: { message: string; fields: Record<string, unknown> }[] = [];
  const keep = (message: string, fields: Record<string, unknown> = {}) =>
    void lines.push({ message, fields });
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const timing = { visibilityMs: 50, asyncRetryMs: 20, reconcileMs: 20, functionTimeoutMs: 10_000 };
  const laptop = await openLaptop({ detections, awsPort: 0, log, timing, backoffMs: 10, ...options });
  onTestFinished(() => laptop.close());

  const ec2 = new EC2({
    endpoint: laptop.aws.url,
    region: laptop.aws.region,
    credentials: { accessKeyId: "AKIATESTTESTTESTTEST", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const group = laptop.sandbox.testVpc()?.defaultGroupId ?? "";

  return {
    ...laptop,
    lines,
    ec2,
    group,
    open: (rule: Partial<AuthorizeSecurityGroupIngressCommandInput>) =>
      ec2.authorizeSecurityGroupIngress({
        GroupId: group,
        IpProtocol: "tcp",
        FromPort: 22,
        ToPort: 22,
        ...rule,
      }),
    /** Changes a rule of the group to TCP port 22 from this range. */
    change: (rule: SecurityGroupRule | undefined, CidrIpv4: string) =>
      ec2.modifySecurityGroupRules({
        GroupId: group,
        SecurityGroupRules: [
          {
            SecurityGroupRuleId: rule?.SecurityGroupRuleId ?? "",
            SecurityGroupRule: { IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIpv4 },
          },
        ],
      }),
    /** The group's ingress rules now, as `protocol/from-to/source`. */
    async ingress(groupId = group): Promise<string[]> {
      const filter = { Name: "group-id", Values: [groupId] };
      const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({ Filters: [filter] });
      return SecurityGroupRules.filter(
        (rule) => rule.IsEgress === false && rule.ReferencedGroupInfo === undefined,
      )
        .map((rule) => {
          const source = rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId;
          return `${rule.IpProtocol}/${rule.FromPort}-${rule.ToPort}/${source}`;
        })
        .toSorted();
    },
    async list() {
      const { findings } = await laptop.findings.list({}, { limit: 100 });
      return findings;
    },
    /** Once everything that was done so far has gone through, and no response waits for another try. */
    async settled(): Promise<void> {
      await vi.waitFor(
        async () => {
          expect(laptop.busy()).toBe(false);
          const { findings, suspects } = await laptop.findings.due(new Date(Date.now() + 86_400_000), 100);
          expect(findings.map(({ id, state, failure }) => ({ id, state, failure }))).toEqual([]);
          expect(suspects.map(({ id }) => id)).toEqual([]);
        },
        { timeout: 10_000, interval: 5 },
      );
    },
    async fault(fault: {
      operation: string;
      times?: number;
      delayMs?: number;
      error?: { code: string; message: string; status: number };
    }) {
      const answer = await fetch(`${laptop.aws.url}/_sandbox/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(fault),
      });
      expect(answer.status, await answer.text()).toBe(201);
    },
    /** Once a call of this operation is held by a fault. */
    async held(operation: string): Promise<void> {
      await vi.waitFor(async () => {
        const answer = await fetch(`${laptop.aws.url}/_sandbox/faults`);
        expect(await answer.json()).toMatchObject({ held: [{ operation }] });
      });
    },
    /** How often Snapback or anyone else made this call with effect. */
    effects: (operation: string) =>
      laptop.sandbox.calls().filter((call) => call.operation === operation && call.errorCode === undefined)
        .length,
  };
}

/** A CloudTrail record with a new event id, for the topic. */
export function forTopic(record: Record<string, unknown>): string {
  return JSON.stringify({ eventID: randomUUID(), ...record });
}
