import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import { describe, expect, it, vi } from "vitest";
import { authorizeRecord, ruleItem } from "../../core/test/records.ts";
import { forTopic, testLaptop } from "./test-laptop.ts";

const everyone = { CidrIp: "0.0.0.0/0" };

describe("someone opens a security group to the world", () => {
  it("and the rule is gone, with a finding that tells who, what and how it was put right", async () => {
    const laptop = await testLaptop();
    await laptop.open(everyone);
    await laptop.settled();

    expect(await laptop.ingress()).toEqual([]);
    const [finding, ...others] = await laptop.list();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      state: "remediated",
      severity: "critical",
      summary: `TCP port 22 of ${laptop.group} is open to every IPv4 address`,
      occurrences: 1,
      reopened: 0,
      opened: {
        eventName: "AuthorizeSecurityGroupIngress",
        actor: { name: "laptop", sourceIp: "127.0.0.1" },
      },
      safe: { by: "snapback" },
      attempts: [{ steps: [{ status: "done" }] }],
    });
    expect(laptop.lines.map(({ message }) => message)).toEqual(
      expect.arrayContaining(["finding.opened", "finding.remediated"]),
    );
  });

  it("and only what offends is taken away", async () => {
    const laptop = await testLaptop();
    await laptop.ec2.authorizeSecurityGroupIngress({
      GroupId: laptop.group,
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [everyone] },
        { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [everyone, { CidrIp: "10.0.0.0/8" }] },
        { IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      ],
    });
    await laptop.settled();
    expect(await laptop.ingress()).toEqual([
      "tcp/22-22/10.0.0.0/8",
      "tcp/443-443/0.0.0.0/0",
      "tcp/5432-5432/10.0.0.0/8",
    ]);
    expect(await laptop.list()).toHaveLength(1);
  });

  it("and the undo has the rule as it was, description and tags included", async () => {
    const laptop = await testLaptop();
    const range = { CidrIp: "0.0.0.0/0", Description: "for #1 [mine]; ok!" };
    const tags = [{ Key: "owner", Value: "me" }];
    await laptop.ec2.authorizeSecurityGroupIngress({
      GroupId: laptop.group,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [range] }],
      TagSpecifications: [{ ResourceType: "security-group-rule", Tags: tags }],
    });
    await laptop.settled();
    const [finding] = await laptop.list();
    expect(finding?.attempts[0]?.plan.undo).toEqual([
      expect.objectContaining({
        operation: "AuthorizeSecurityGroupIngress",
        input: {
          GroupId: laptop.group,
          IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [range] }],
          TagSpecifications: [{ ResourceType: "security-group-rule", Tags: tags }],
        },
      }),
    ]);
  });

  it("in another region, where Snapback then acts", async () => {
    const laptop = await testLaptop();
    const { EC2 } = await import("@aws-sdk/client-ec2");
    const credentials = { accessKeyId: "AKIATESTTESTTESTTEST", secretAccessKey: "test" };
    const abroad = new EC2({ endpoint: laptop.aws.url, region: "eu-central-1", credentials });
    const { SecurityGroups = [] } = await abroad.describeSecurityGroups({});
    const GroupId = SecurityGroups[0]?.GroupId ?? "";
    await abroad.authorizeSecurityGroupIngress({ GroupId, IpProtocol: "-1", CidrIp: "0.0.0.0/0" });
    await laptop.settled();
    const { SecurityGroupRules = [] } = await abroad.describeSecurityGroupRules({
      Filters: [{ Name: "group-id", Values: [GroupId] }],
    });
    expect(SecurityGroupRules.filter((rule) => rule.IsEgress === false && rule.CidrIpv4)).toEqual([]);
    expect(await laptop.list()).toMatchObject([{ region: "eu-central-1", state: "remediated" }]);
  });

  it("again, and the finding is reopened and says so", async () => {
    const laptop = await testLaptop();
    await laptop.open(everyone);
    await laptop.settled();
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual([]);
    expect(await laptop.list()).toMatchObject([{ state: "remediated", occurrences: 2, reopened: 1 }]);
  });

  it("by a dry run, and nothing happens", async () => {
    const laptop = await testLaptop();
    await expect(laptop.open({ ...everyone, DryRun: true })).rejects.toThrow("DryRun flag is set");
    await laptop.settled();
    expect(await laptop.list()).toEqual([]);
  });
});

describe("someone changes a rule that was harmless", () => {
  it("to the world, and it is as it was", async () => {
    const laptop = await testLaptop();
    const { SecurityGroupRules = [] } = await laptop.open({ CidrIp: "192.0.2.7/32" });
    await laptop.change(SecurityGroupRules[0], "0.0.0.0/0");
    await laptop.settled();
    expect(await laptop.ingress()).toEqual(["tcp/22-22/192.0.2.7/32"]);
    expect(await laptop.list()).toMatchObject([
      { state: "remediated", opened: { eventName: "ModifySecurityGroupRules" } },
    ]);
  });

  it("to another harmless one, and nobody ever sees the suspicion", async () => {
    const laptop = await testLaptop();
    const { SecurityGroupRules = [] } = await laptop.open({ CidrIp: "192.0.2.7/32" });
    await laptop.change(SecurityGroupRules[0], "192.0.2.8/32");
    await laptop.settled();
    expect(await laptop.ingress()).toEqual(["tcp/22-22/192.0.2.8/32"]);
    expect(await laptop.list()).toEqual([]);
    expect(laptop.lines).toContainEqual({
      message: "suspect.assessed",
      fields: expect.objectContaining({ violations: 0 }),
    });
  });

  it("in its egress, which is not ours to judge", async () => {
    const laptop = await testLaptop();
    const filter = { Name: "group-id", Values: [laptop.group] };
    const { SecurityGroupRules = [] } = await laptop.ec2.describeSecurityGroupRules({ Filters: [filter] });
    const egress = SecurityGroupRules.find((rule) => rule.IsEgress === true);
    await laptop.change(egress, "0.0.0.0/0");
    await laptop.settled();
    expect(await laptop.list()).toEqual([]);
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(0);
  });
});

describe("a suspicion", () => {
  const modify = async (laptop: Awaited<ReturnType<typeof testLaptop>>) => {
    const { SecurityGroupRules = [] } = await laptop.open({ CidrIp: "192.0.2.7/32" });
    await laptop.change(SecurityGroupRules[0], "0.0.0.0/0");
  };
  const fault = (code: string, status: number, times: number) => ({
    operation: "DescribeSecurityGroupRules",
    times,
    error: { code, message: "no", status },
  });

  it("that AWS would not answer for a while is asked again", async () => {
    const laptop = await testLaptop();
    // The SDK itself tries five times.
    await laptop.fault(fault("InternalError", 500, 7));
    await modify(laptop);
    await laptop.settled();
    expect(laptop.lines.map(({ message }) => message)).toContain("suspect.will-retry");
    expect(await laptop.ingress()).toEqual(["tcp/22-22/192.0.2.7/32"]);
    expect(await laptop.list()).toMatchObject([{ state: "remediated" }]);
  });

  it("that Snapback may not look into is an error in the log, with AWS's words, and rests", async () => {
    const laptop = await testLaptop();
    await laptop.fault(fault("UnauthorizedOperation", 403, 1));
    await modify(laptop);
    await vi.waitFor(() => {
      expect(laptop.lines).toContainEqual({
        message: "suspect.not-assessable",
        fields: expect.objectContaining({ error: { code: "UnauthorizedOperation", message: "no" } }),
      });
    });
    const { suspects } = await laptop.findings.due(new Date(Date.now() + 86_400_000), 10);
    expect(suspects).toHaveLength(1);
    expect(await laptop.list()).toEqual([]);
  });
});

describe("a prefix list in a rule", () => {
  const through = (PrefixListId: string | undefined) => ({
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId }] }],
  });

  it.each([
    ["with the world in it is the world", "0.0.0.0/0", []],
    ["of an office is fine", "198.18.7.0/24", ["tcp/22-22/pl"]],
  ])("%s", async (_, Cidr, left) => {
    const laptop = await testLaptop();
    const { PrefixList } = await laptop.ec2.createManagedPrefixList({
      PrefixListName: "offices",
      AddressFamily: "IPv4",
      MaxEntries: 5,
      Entries: [{ Cidr }],
    });
    await laptop.ec2.authorizeSecurityGroupIngress({
      GroupId: laptop.group,
      ...through(PrefixList?.PrefixListId),
    });
    await laptop.settled();
    expect((await laptop.ingress()).map((rule) => rule.replace(/pl-.*/, "pl"))).toEqual(left);
  });

  it("that AWS manages is fine", async () => {
    const laptop = await testLaptop();
    const { PrefixLists = [] } = await laptop.ec2.describeManagedPrefixLists({});
    const own = PrefixLists.find(({ OwnerId }) => OwnerId === "AWS");
    await laptop.ec2.authorizeSecurityGroupIngress({ GroupId: laptop.group, ...through(own?.PrefixListId) });
    await laptop.settled();
    expect(await laptop.ingress()).toHaveLength(1);
    expect(await laptop.list()).toEqual([]);
  });
});

describe("the same event", () => {
  it("delivered 100 times, and at once, makes one finding with one occurrence, and one revoke", async () => {
    const laptop = await testLaptop();
    const { SecurityGroupRules = [] } = await laptop.open({ CidrIp: "0.0.0.0/0" });
    const { group, aws } = laptop;
    const [rule] = SecurityGroupRules;
    await laptop.settled();
    const [first] = await laptop.list();
    const item = { isEgress: false, ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" };
    const record = authorizeRecord([], {
      eventID: first?.opened.eventId,
      recipientAccountId: aws.account,
      responseElements: {
        securityGroupRuleSet: {
          items: [
            {
              ...item,
              groupId: group,
              groupOwnerId: aws.account,
              securityGroupRuleId: rule?.SecurityGroupRuleId,
            },
          ],
        },
      },
    });
    await Promise.all(Array.from({ length: 100 }, () => laptop.pipeline.publish(JSON.stringify(record))));
    await laptop.settled();

    const findings = await laptop.list();
    expect(findings).toMatchObject([{ state: "remediated", occurrences: 1, reopened: 0 }]);
    expect(await laptop.findings.occurrences(findings[0]?.id ?? "")).toHaveLength(1);
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(1);
  });
});

describe("AWS", () => {
  it("throttles, and Snapback tries again until it is through", async () => {
    const laptop = await testLaptop();
    const error = { code: "RequestLimitExceeded", message: "Request limit exceeded.", status: 503 };
    await laptop.fault({ operation: "RevokeSecurityGroupIngress", times: 2, error });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual([]);
    expect(await laptop.list()).toMatchObject([{ state: "remediated" }]);
  });

  it("denies, and the finding failed with AWS's own words", async () => {
    const laptop = await testLaptop();
    const error = {
      code: "UnauthorizedOperation",
      message: "You are not authorized to perform this operation.",
      status: 403,
    };
    await laptop.fault({ operation: "RevokeSecurityGroupIngress", error });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0"]);
    expect(await laptop.list()).toMatchObject([
      {
        state: "failed",
        failure: { code: error.code, message: error.message },
        attempts: [{ steps: [{ status: "failed", error: { code: error.code } }] }],
      },
    ]);
  });

  it("is down for long, and the finding fails after the tries that are due to it", async () => {
    const laptop = await testLaptop();
    const error = { code: "InternalError", message: "An internal error has occurred.", status: 500 };
    await laptop.fault({ operation: "DescribeSecurityGroupRules", times: 1000, error });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.list()).toMatchObject([
      { state: "failed", failure: { code: "InternalError" }, attempts: [] },
    ]);
  }, 60_000);

  it("has no such rule any more when Snapback looks, which is success", async () => {
    const laptop = await testLaptop();
    await laptop.fault({ operation: "DescribeSecurityGroupRules", delayMs: 200 });
    const { SecurityGroupRules = [] } = await laptop.open(everyone);
    const ids = SecurityGroupRules.map(({ SecurityGroupRuleId = "" }) => SecurityGroupRuleId);
    await laptop.ec2.revokeSecurityGroupIngress({ GroupId: laptop.group, SecurityGroupRuleIds: ids });
    await laptop.settled();
    expect(await laptop.list()).toMatchObject([
      { state: "remediated", safe: { by: "already" }, attempts: [] },
    ]);
  });

  it("has no such rule any more when Snapback revokes it, which is success with nothing to undo", async () => {
    const laptop = await testLaptop();
    await laptop.fault({ operation: "RevokeSecurityGroupIngress", delayMs: 200 });
    const { SecurityGroupRules = [] } = await laptop.open(everyone);
    const ids = SecurityGroupRules.map(({ SecurityGroupRuleId = "" }) => SecurityGroupRuleId);
    await laptop.held("RevokeSecurityGroupIngress");
    await laptop.ec2.revokeSecurityGroupIngress({ GroupId: laptop.group, SecurityGroupRuleIds: ids });
    await laptop.settled();
    expect(await laptop.list()).toMatchObject([
      { state: "remediated", safe: { by: "already" }, attempts: [{ steps: [{ status: "already" }] }] },
    ]);
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(1);
  });

  it("shows the rule again while Snapback is at it, and it is taken away again", async () => {
    const laptop = await testLaptop();
    await laptop.fault({ operation: "RevokeSecurityGroupIngress", delayMs: 200 });
    const { SecurityGroupRules = [] } = await laptop.open(everyone);
    const ids = SecurityGroupRules.map(({ SecurityGroupRuleId = "" }) => SecurityGroupRuleId);
    await laptop.held("RevokeSecurityGroupIngress");
    await laptop.ec2.revokeSecurityGroupIngress({ GroupId: laptop.group, SecurityGroupRuleIds: ids });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual([]);
    expect(await laptop.list()).toMatchObject([
      { state: "remediated", safe: { by: "snapback" }, occurrences: 2 },
    ]);
  });
});

describe("a response", () => {
  it("looks again when the rule came back between its last look and its last write", async () => {
    let looks = 0;
    let comeBack = async () => {};
    const { response } = ingressWorld;
    if (!response) throw new Error("the detection has no response");
    const inspect = async (...args: Parameters<typeof response.inspect>) => {
      const inspection = await response.inspect(...args);
      if (++looks === 2) await comeBack();
      return inspection;
    };
    const watched = { ...ingressWorld, response: { ...response, inspect } };
    const laptop = await testLaptop({ detections: [watched] });
    comeBack = async () => {
      await laptop.open(everyone);
      await vi.waitFor(async () => expect(await laptop.list()).toMatchObject([{ recheck: true }]));
    };
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual([]);
    expect(await laptop.list()).toMatchObject([{ state: "remediated", occurrences: 2, attempts: [{}, {}] }]);
  });

  it("changes nothing once its lease has run out", async () => {
    // Nobody else takes over meanwhile.
    const laptop = await testLaptop({ leaseMs: 0, timing: { reconcileMs: 60_000 } });
    await laptop.open(everyone);
    await vi.waitFor(() => {
      expect(laptop.lines).toContainEqual({
        message: "respond.left-to-another",
        fields: expect.objectContaining({ why: expect.stringContaining("lease ran out") }),
      });
    });
    expect(laptop.sandbox.calls().map(({ operation }) => operation)).not.toContain(
      "RevokeSecurityGroupIngress",
    );
  });
});

describe("a record from elsewhere", () => {
  it("that claims what is not so changes nothing in the account", async () => {
    const laptop = await testLaptop();
    await laptop.open({ CidrIp: "10.0.0.0/8" });
    const item = { isEgress: false, ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" };
    const forged = authorizeRecord([], {
      recipientAccountId: laptop.aws.account,
      responseElements: {
        securityGroupRuleSet: {
          items: [{ ...item, groupId: laptop.group, groupOwnerId: laptop.aws.account }],
        },
      },
    });
    await laptop.pipeline.publish(forTopic(forged));
    await laptop.settled();
    expect(await laptop.ingress()).toEqual(["tcp/22-22/10.0.0.0/8"]);
    expect(await laptop.list()).toMatchObject([
      { state: "remediated", safe: { by: "already" }, attempts: [] },
    ]);
  });

  it("of another account, or of an AWS service's own doing, is reported and left to a person", async () => {
    const laptop = await testLaptop();
    await laptop.unnoticed(() => laptop.open(everyone));
    await laptop.unnoticed(() => laptop.open({ ...everyone, FromPort: 23, ToPort: 23 }));
    const service = { type: "AWSService", invokedBy: "eks.amazonaws.com" };
    const record = (from: number, fields: Record<string, unknown>) => {
      const rule = ruleItem({ from, cidr: "0.0.0.0/0" }, { groupId: laptop.group });
      const responseElements = { securityGroupRuleSet: { items: [rule] } };
      return forTopic(authorizeRecord([], { responseElements, ...fields }));
    };
    await laptop.pipeline.publish(record(22, { recipientAccountId: "444455556666" }));
    await laptop.pipeline.publish(record(23, { userIdentity: service }));
    await laptop.settled();
    const findings = await laptop.list();
    expect(findings.map(({ state }) => state)).toEqual(["open", "open"]);
    expect(findings.map(({ hold }) => hold)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("444455556666"),
        expect.stringContaining("eks.amazonaws.com"),
      ]),
    );
    // What it would run is there to be seen, and approved.
    expect(findings.map(({ proposal }) => proposal?.plan.steps[0]?.operation)).toEqual([
      "RevokeSecurityGroupIngress",
      "RevokeSecurityGroupIngress",
    ]);
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(0);
  });

  it("that is no record ends in the dead-letter queue, with the reason in the log", async () => {
    const laptop = await testLaptop();
    await laptop.pipeline.publish("hello");
    await vi.waitFor(() => expect(laptop.pipeline.depth()).toEqual({ waiting: 0, dead: 1 }));
    expect(laptop.lines).toContainEqual({
      message: "detect.message-failed",
      fields: expect.objectContaining({
        error: expect.objectContaining({ message: expect.stringContaining("not JSON") }),
      }),
    });
  });
});
