import { randomUUID } from "node:crypto";
import { listeners } from "@snapback/core/detections/define";
import { detections } from "@snapback/core/detections/registry";
import type { Finding } from "@snapback/core/finding/schema";
import type { FindingStore } from "@snapback/core/finding/store";
import type { HeartbeatStore } from "@snapback/core/heartbeat/store";
import type { Log } from "@snapback/core/log";
import { settingsOf } from "@snapback/core/settings/settings";
import { createDetect } from "@snapback/functions/detect";
import { testConfig } from "../../core/test/config.ts";
import { cloudTrailEvent, snsNotification, sqsEvent } from "../src/pipeline/envelope.ts";

const ACCOUNT = "111122223333";
const WARM_UP = 500;

/** `detect`'s own time for one event, in milliseconds: envelopes, schemas, decision, lifecycle. Its calls take no time. */
export async function handlerOverhead(runs: number): Promise<{ violation: number[]; harmless: number[] }> {
  const silent = () => {};
  const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
  const findings = instantStore();
  const heartbeats = noHeartbeats();
  const now = () => new Date();
  const settings = settingsOf(testConfig, detections);
  const detect = createDetect({
    detections: listeners(detections),
    account: ACCOUNT,
    heartbeatRole: "",
    open: async () => ({
      findings,
      heartbeats,
      baselines: { put: async () => true },
      exemptions: { active: async () => [] },
      settings: async () => settings,
      publish: async () => {},
    }),
    log,
    now,
  });
  const time = async (cidrIpv4: string): Promise<number[]> => {
    const samples: number[] = [];
    for (let run = 0; run < runs + WARM_UP; run++) {
      const event = batchOfOne(cidrIpv4);
      const start = performance.now();
      const { batchItemFailures } = await detect(event);
      if (run >= WARM_UP) samples.push(performance.now() - start);
      if (batchItemFailures.length > 0) throw new Error("the event failed");
    }
    return samples;
  };
  return { violation: await time("0.0.0.0/0"), harmless: await time("10.0.0.0/8") };
}

/** None of the events is a heartbeat. */
function noHeartbeats(): HeartbeatStore {
  return { saw: unused, latest: unused, probing: unused, sent: unused };
}

async function unused(): Promise<never> {
  throw new Error("detect does not need this");
}

/** A table that answers at once. Each event is of a group of its own, so nothing need be kept. */
function instantStore(): FindingStore {
  const none = async () => undefined;
  return {
    get: none,
    save: async (next) => next,
    update: async (_id, decide: (known: Finding | undefined) => Finding) => decide(undefined),
    putOccurrence: none,
    addSuspect: none,
    putSuspect: none,
    getSuspect: none,
    occurrences: unused,
    record: unused,
    activity: unused,
    activityBefore: unused,
    settle: unused,
    list: unused,
    getAll: unused,
    changes: unused,
    due: unused,
  };
}

function batchOfOne(cidrIpv4: string) {
  const groupId = `sg-${randomUUID().replaceAll("-", "").slice(0, 17)}`;
  const rule = {
    groupId,
    groupOwnerId: ACCOUNT,
    isEgress: false,
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
    cidrIpv4,
  };
  const range = { cidrIp: cidrIpv4 };
  const permission = {
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
    groups: {},
    ipRanges: { items: [range] },
    ipv6Ranges: {},
  };
  const record = {
    eventVersion: "1.10",
    userIdentity: {
      type: "IAMUser",
      arn: `arn:aws:iam::${ACCOUNT}:user/bench`,
      accountId: ACCOUNT,
      userName: "bench",
    },
    eventTime: "2026-11-23T08:32:59Z",
    eventSource: "ec2.amazonaws.com",
    eventName: "AuthorizeSecurityGroupIngress",
    awsRegion: "us-east-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.31.0",
    requestParameters: { groupId, ipPermissions: { items: [permission] } },
    responseElements: {
      _return: true,
      securityGroupRuleSet: { items: [{ ...rule, securityGroupRuleId: "sgr-1" }] },
    },
    eventID: randomUUID(),
    eventType: "AwsApiCall",
    recipientAccountId: ACCOUNT,
  };
  const body = snsNotification(
    `arn:aws:sns:us-east-1:${ACCOUNT}:bench`,
    JSON.stringify(cloudTrailEvent(record)),
  );
  return sqsEvent(
    [{ id: randomUUID(), body, sentAt: 0, receiveCount: 1 }],
    `arn:aws:sqs:us-east-1:${ACCOUNT}:bench`,
  );
}
