import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { functionName, namePrefix, roleArn } from "@snapback/core/deployment/deployment";
import { PROBE_GROUP } from "@snapback/core/heartbeat/operations";
import { describe, expect, it, vi } from "vitest";
import { authorizeRecord } from "../../core/test/records.ts";
import { place } from "../src/installation.ts";
import { forTopic, testLaptop } from "./test-laptop.ts";

const fast = { visibilityMs: 50, asyncRetryMs: 20, reconcileMs: 20, heartbeatMs: 20 };
const seen = ({ message }: { message: string }) => message === "heartbeat.seen";

describe("a heartbeat", () => {
  it("goes from the call, through CloudTrail and detect, to the table, and is no finding", async () => {
    const laptop = await testLaptop();
    await vi.waitFor(async () => expect(await laptop.heartbeats.latest("us-east-1")).toBeDefined());
    await laptop.settled();
    const latest = await laptop.heartbeats.latest("us-east-1");
    // CloudTrail's clock shows whole seconds.
    const { sentAt = "", seenAt = "", latencyMs = -1 } = latest ?? {};
    expect(latencyMs).toBe(Date.parse(seenAt) - Date.parse(sentAt));
    expect(latencyMs).toBeLessThan(6000);
    expect(laptop.lines.filter(seen)).toEqual([{ message: "heartbeat.seen", fields: latest }]);
    const probes = laptop.sandbox.calls().filter(({ service }) => service === "ec2");
    expect(probes).toMatchObject([
      { operation: "AuthorizeSecurityGroupIngress", errorCode: "InvalidGroup.NotFound" },
    ]);
    expect(await laptop.list()).toEqual([]);
    expect(laptop.lines).toContainEqual({
      message: "heartbeat.checked",
      fields: { regionsInTrouble: 0, silent: [], undelivered: {}, failed: [] },
    });
  });

  it("is nobody else's dry run, and no call that did not fail", async () => {
    let ahead = 0;
    const laptop = await testLaptop({ now: () => new Date(Date.now() + ahead) });
    await vi.waitFor(() => expect(laptop.lines.filter(seen)).toHaveLength(1));
    ahead = 60_000;
    const probe = { GroupId: PROBE_GROUP, DryRun: true, FromPort: 443, ToPort: 443, CidrIp: "192.0.2.0/24" };
    await expect(laptop.open(probe)).rejects.toThrow(PROBE_GROUP);
    const arn = roleArn(place, functionName(place.stage, "heartbeat"));
    const own = {
      recipientAccountId: laptop.aws.account,
      userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { arn } } },
      eventTime: new Date(Date.now() + 30_000).toISOString(),
      requestParameters: { groupId: PROBE_GROUP },
      responseElements: null,
    };
    await laptop.pipeline.publish(forTopic(authorizeRecord([], own)));
    await laptop.settled();
    expect(laptop.lines.filter(seen)).toHaveLength(1);
    // The same record counts once it says that the call failed.
    const failed = { ...own, errorCode: "Client.DryRunOperation" };
    await laptop.pipeline.publish(forTopic(authorizeRecord([], failed)));
    await laptop.settled();
    expect(laptop.lines.filter(seen)).toHaveLength(2);
  });

  it("stays away when somebody disables the rule, which is trouble, and comes back when it is enabled", async () => {
    let minutes = 0;
    const now = () => new Date(Date.now() + minutes * 60_000);
    const laptop = await testLaptop({ timing: fast, now });
    const events = new EventBridgeClient({
      endpoint: laptop.aws.url,
      region: laptop.aws.region,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const rule = { Name: `${namePrefix(place.stage)}-ec2` };
    /** Waits until a check that began after now has ended with this many regions in trouble. */
    const checked = async (regionsInTrouble: number) => {
      const already = laptop.lines.length;
      await vi.waitFor(() => {
        const later = laptop.lines.slice(already).filter(({ message }) => message === "heartbeat.checked");
        expect(later.slice(1)).toContainEqual(
          expect.objectContaining({ fields: expect.objectContaining({ regionsInTrouble }) }),
        );
      });
    };
    await vi.waitFor(() => expect(laptop.lines.filter(seen)).not.toEqual([]));
    await checked(0);

    await events.send(new DisableRuleCommand(rule));
    for (const later of [20, 30]) {
      minutes = later;
      await checked(0);
    }
    minutes = 40;
    await checked(1);
    expect(laptop.lines.findLast(({ message }) => message === "heartbeat.checked")).toMatchObject({
      fields: { silent: ["us-east-1"] },
    });

    // The sandbox's clock did not go on with the handlers'.
    minutes = 0;
    await events.send(new EnableRuleCommand(rule));
    await checked(0);
    events.destroy();
  });
});
