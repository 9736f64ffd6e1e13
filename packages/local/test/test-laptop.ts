import { randomUUID } from "node:crypto";
import {
  type AuthorizeSecurityGroupIngressCommandInput,
  EC2,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import type { Finding, State } from "@snapback/core/finding/schema";
import type { Log } from "@snapback/core/log";
import { createApi } from "@snapback/functions/api/app";
import { expect, onTestFinished, vi } from "vitest";
import { allFindings } from "../../core/test/all-findings.ts";
import { testConfig } from "../../core/test/config.ts";
import { type LaptopOptions, openLaptop } from "../src/laptop.ts";

/** One is enough for the path; the others would find things in the group that these tests attack, too. */
const detections = [ingressWorld];

/** A whole laptop in memory, an attacker's SDK client for it, and what the log said. */
export async function testLaptop(options: Partial<LaptopOptions> = {}) {
  const lines: { message: string; fields: Record<string, unknown> }[] = [];
  const keep = (message: string, fields: Record<string, unknown> = {}) =>
    void lines.push({ message, fields });
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const timing = {
    visibilityMs: 50,
    asyncRetryMs: 20,
    reconcileMs: 100,
    functionTimeoutMs: 10_000,
    gatherMs: 0,
    ...options.timing,
  };
  const laptop = await openLaptop({
    detections,
    config: testConfig,
    awsPort: 0,
    log,
    backoffMs: 10,
    ...options,
    timing,
  });
  onTestFinished(() => laptop.close());

  const client = {
    endpoint: laptop.aws.url,
    region: laptop.aws.region,
    regions: laptop.aws.regions,
    credentials: { accessKeyId: "AKIATESTTESTTESTTEST", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const ec2 = new EC2(client);
  const events = new EventBridge(client);
  const group = laptop.sandbox.testVpc()?.defaultGroupId ?? "";

  const api = createApi({
    ...laptop,
    detections,
    config: testConfig,
    ...options,
    account: laptop.aws.account,
    region: laptop.aws.region,
    regions: laptop.aws.regions,
    log,
    signIn: async () => ({ id: "person-1", name: "a person", role: "admin" }),
    now: options.now ?? (() => new Date()),
  });

  /** Calls the API, which has to answer with a status below 300 unless the test expects another. */
  async function call(method: string, path: string, body?: unknown, expected?: number): Promise<unknown> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { "content-type": "application/json" };
    const answer = await api.request(`/api${path}`, { method, headers, ...json });
    const text = await answer.text();
    expect({ status: answer.status, text }).toEqual({
      status: expected ?? (method === "POST" ? expect.toBeOneOf([200, 201, 202]) : 200),
      text,
    });
    return JSON.parse(text);
  }

  return {
    ...laptop,
    lines,
    ec2,
    api,
    call,
    group,
    open: (rule: Partial<AuthorizeSecurityGroupIngressCommandInput>) =>
      ec2.authorizeSecurityGroupIngress({
        GroupId: group,
        IpProtocol: "tcp",
        FromPort: 22,
        ToPort: 22,
        ...rule,
      }),
    /** Makes calls whose records reach nobody. */
    async unnoticed(calls: () => Promise<unknown>): Promise<void> {
      const { Rules = [] } = await events.listRules({});
      const each = (change: (rule: { Name: string }) => Promise<unknown>) =>
        Promise.all(Rules.map(({ Name = "" }) => change({ Name })));
      await each((rule) => events.disableRule(rule));
      await calls();
      await vi.waitFor(() => expect(laptop.busy()).toBe(false));
      await each((rule) => events.enableRule(rule));
    },
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
      return allFindings(laptop.findings);
    },
    /** The one finding. */
    async finding() {
      const findings = await allFindings(laptop.findings);
      const [finding, ...others] = findings;
      expect(others).toEqual([]);
      if (!finding) throw new Error("there is no finding");
      return finding;
    },
    /** Once the one finding is in this state, and nobody is at it. */
    async reaches(state: State): Promise<Finding> {
      return eventually(async () => {
        // First, since it costs nothing to ask.
        expect(laptop.busy()).toBe(false);
        const finding = await this.finding();
        expect(finding).toMatchObject({ state });
        expect(laptop.busy()).toBe(false);
        return finding;
      });
    },
    /** Once everything that was done so far has gone through, and no response waits for another try. */
    async settled(): Promise<void> {
      await eventually(async () => {
        expect(laptop.busy()).toBe(false);
        const { findings, suspects } = await laptop.findings.due(new Date(Date.now() + 86_400_000), 100);
        expect(findings.map(({ id, state, failure }) => ({ id, state, failure }))).toEqual([]);
        expect(suspects.map(({ id }) => id)).toEqual([]);
      });
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
      await eventually(async () => {
        const answer = await fetch(`${laptop.aws.url}/_sandbox/faults`);
        expect(await answer.json()).toMatchObject({ held: [{ operation }] });
      });
    },
    /** Lets calls that are held go on. */
    async letGo(): Promise<void> {
      await fetch(`${laptop.aws.url}/_sandbox/faults`, { method: "DELETE" });
    },
    /** How often Snapback or anyone else made this call with effect. */
    effects: (operation: string) =>
      laptop.sandbox.calls().filter((made) => made.operation === operation && made.errorCode === undefined)
        .length,
  };
}

/** The handlers' clock, which a test can put forward. */
export function clock() {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    forward(ms: number) {
      ahead += ms;
    },
  };
}

/** Checks until it holds, for as long as a busy machine may take. */
export function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  return vi.waitFor(check, { timeout: 10_000, interval: 25 });
}

/** A CloudTrail record with a new event id, for the topic. */
export function forTopic(record: Record<string, unknown>): string {
  return JSON.stringify({ eventID: randomUUID(), ...record });
}
