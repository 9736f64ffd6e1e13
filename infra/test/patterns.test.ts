import { BUS_SOURCE, MESSAGE_TYPES, NOTIFY, RECONCILE, SWEEP } from "@snapback/core/bus/message";
import { respondingServices } from "@snapback/core/deployment/functions";
import { detections } from "@snapback/core/detections/registry";
import { matches, type Pattern } from "@snapback/core/event/pattern";
import { heartbeatEvents } from "@snapback/core/heartbeat/recognition";
import { cloudTrailEvent, eventBridgeEvent } from "@snapback/local/pipeline/envelope";
import { describe, expect, it } from "vitest";
import { authorizeRecord, ec2Record } from "../../packages/core/test/records.ts";
import type { Evaluated } from "./evaluate.ts";
import { deployed, homeOf, ofType, text } from "./graph.ts";
import { ACCOUNT } from "./sst-server.ts";

const dev = await deployed("dev");
const production = await deployed("production");

interface Rule {
  name: string;
  region: string;
  bus: string;
  pattern: Pattern;
  json: string;
}

function rules(graph: Evaluated): Rule[] {
  return [...ofType(graph, "cloudwatch/eventRule:EventRule").values()].map((inputs) => ({
    name: text(inputs.name),
    region: text(inputs.region ?? homeOf(graph)),
    bus: text(inputs.eventBusName ?? "default"),
    pattern: JSON.parse(text(inputs.eventPattern)),
    json: text(inputs.eventPattern),
  }));
}

/** What EventBridge delivers for a record, with the envelope that AWS documents. */
function delivered(record: Record<string, unknown>, fields: Record<string, unknown> = {}) {
  const { eventName = "", eventSource = "", eventTime = "2026-11-24T08:00:00Z" } = record;
  const recorded = {
    ...record,
    eventName: String(eventName),
    eventSource: String(eventSource),
    eventTime: String(eventTime),
    awsRegion: "us-east-1",
    recipientAccountId: ACCOUNT,
  };
  return { ...cloudTrailEvent(recorded), ...fields };
}

const wanting = (graph: Evaluated, event: unknown, region = "us-east-1") =>
  rules(graph).filter(
    (rule) => rule.bus === "default" && rule.region === region && matches(rule.pattern, event),
  );

describe("rules on the default bus", () => {
  it("take every event that a detection or the heartbeat listens to, each by one rule", () => {
    const listened = [...detections.flatMap(({ events }) => events), heartbeatEvents];
    for (const { source, names } of listened) {
      for (const eventName of names) {
        const event = delivered({ eventSource: source, eventName });
        expect(
          wanting(dev, event).map(({ name }) => name),
          eventName,
        ).toHaveLength(1);
      }
    }
  });

  it("take the record of a group that is opened, and of a failed dry run", () => {
    expect(wanting(dev, delivered(authorizeRecord([{ from: 22, cidr: "0.0.0.0/0" }])))).toHaveLength(1);
    const dryRun = authorizeRecord([{ from: 443, cidr: "192.0.2.0/24" }], {
      errorCode: "Client.DryRunOperation",
      responseElements: null,
    });
    expect(wanting(dev, delivered(dryRun))).toHaveLength(1);
  });

  it.each([
    ["another call", ec2Record("RevokeSecurityGroupIngress"), {}],
    ["another account", authorizeRecord([{ from: 22, cidr: "0.0.0.0/0" }]), { account: "999999999999" }],
    ["somebody else's source", authorizeRecord([{ from: 22, cidr: "0.0.0.0/0" }]), { source: "my.app" }],
    [
      "another detail-type",
      authorizeRecord([{ from: 22, cidr: "0.0.0.0/0" }]),
      { "detail-type": "AWS Service Event via CloudTrail" },
    ],
    [
      "another service's event of the same name",
      ec2Record("AuthorizeSecurityGroupIngress", { eventSource: "rds.amazonaws.com" }),
      {},
    ],
  ])("leave %s alone", (_what, record, fields) => {
    expect(wanting(dev, delivered(record, fields))).toEqual([]);
  });

  it("are in every watched region, and hand over to the home region's bus", () => {
    const event = delivered(authorizeRecord([{ from: 22, cidr: "0.0.0.0/0" }]));
    const targets = [...ofType(production, "cloudwatch/eventTarget:EventTarget").values()];
    const targetOf = (region: string) => targets.find((target) => target.region === region);
    for (const region of ["eu-west-1", "us-east-1"]) {
      expect(wanting(production, event, region), region).toHaveLength(1);
      expect(targetOf(region), region).toMatchObject({
        arn: "arn:aws:events:eu-central-1:111122223333:event-bus/default",
        roleArn: "arn:aws:iam::111122223333:role/snapback-production-forward",
      });
    }
    expect(wanting(production, event, "eu-central-1")).toHaveLength(1);
    expect(targetOf("eu-central-1")?.arn).toBe(
      "arn:aws:sns:eu-central-1:111122223333:snapback-production-events",
    );
  });

  it("never send to the bus that they are on, which would never end", () => {
    for (const graph of [dev, production]) {
      for (const [name, { arn, region }] of ofType(graph, "cloudwatch/eventTarget:EventTarget")) {
        expect(text(arn), name).not.toBe(
          `arn:aws:events:${text(region ?? homeOf(graph))}:${ACCOUNT}:event-bus/default`,
        );
      }
    }
  });

  it("are within EventBridge's limits for patterns and names", () => {
    for (const graph of [dev, production]) {
      for (const { name, json } of rules(graph)) {
        expect(json.length, name).toBeLessThanOrEqual(2048);
        expect(name).toMatch(/^[.\-_A-Za-z0-9]{1,64}$/);
      }
    }
  });
});

describe("rules on Snapback's own bus", () => {
  const message = (fields: Record<string, unknown> = {}) =>
    eventBridgeEvent({
      source: BUS_SOURCE,
      "detail-type": MESSAGE_TYPES[0],
      account: ACCOUNT,
      region: "us-east-1",
      time: "2026-11-24T08:00:00Z",
      detail: { id: "fnd_1", service: "ec2" },
      ...fields,
    });
  const wanted = (event: unknown) =>
    rules(dev).filter((rule) => rule.bus === "snapback-dev" && matches(rule.pattern, event));

  const receivers = [
    ...respondingServices(detections).map((service) => ({ service, receiver: `respond-${service}` })),
    { service: RECONCILE, receiver: "reconcile" },
    { service: NOTIFY, receiver: "notify" },
    { service: SWEEP, receiver: "sweep" },
  ];

  it.each(receivers.flatMap((one) => MESSAGE_TYPES.map((type) => ({ ...one, type }))))(
    "bring $type for $service to $receiver, and to nobody else",
    ({ service, receiver, type }) => {
      const event = message({ "detail-type": type, detail: { id: "fnd_1", service } });
      expect(wanted(event).map(({ name }) => name)).toEqual([`snapback-dev-${receiver}`]);
    },
  );

  it("may call the function of their name, which admits no other rule", () => {
    const arn = (kind: string, name: string) => `arn:aws:${kind}:us-east-1:${ACCOUNT}:${name}`;
    const targets = [...ofType(dev, "cloudwatch/eventTarget:EventTarget").values()].filter(
      ({ eventBusName }) => eventBusName === "snapback-dev",
    );
    expect(targets.map(({ rule }) => text(rule)).toSorted()).toEqual(
      receivers.map(({ receiver }) => `snapback-dev-${receiver}`).toSorted(),
    );
    const permissions = [...ofType(dev, "lambda/permission:Permission").values()];
    for (const { rule, arn: target } of targets) {
      expect(target).toBe(arn("lambda", `function:${text(rule)}`));
      expect(permissions.filter((permission) => permission.function === rule)).toEqual([
        {
          action: "lambda:InvokeFunction",
          function: rule,
          principal: "events.amazonaws.com",
          sourceArn: arn("events", `rule/snapback-dev/${text(rule)}`),
        },
      ]);
    }
  });

  it("leave alone what is for another service, or from somebody else", () => {
    expect(wanted(message({ detail: { id: "fnd_1", service: "none" } }))).toEqual([]);
    expect(wanted(message({ source: "my.app" }))).toEqual([]);
    expect(wanted(message({ "detail-type": "finding.remediated" }))).toEqual([]);
  });
});
