import { functionNames, respondingServices } from "@snapback/core/deployment/functions";
import { detections } from "@snapback/core/detections/registry";
import { describe, expect, it } from "vitest";
import type { Evaluated } from "./evaluate.ts";
import { deployed, named, namesOf, ofType, text } from "./graph.ts";

const dev = await deployed("dev");
const production = await deployed("production");

describe("functions", () => {
  it("are on ARM64 and Node 22, log JSON into a group that is kept for a time", () => {
    for (const graph of [dev, production]) {
      const functions = ofType(graph, "lambda/function:Function");
      const responders = respondingServices(detections).map((service) => `Respond-${service}`);
      const others = ["Api", "Detect", "Heartbeat", "Notify", "Reconcile", "Sweep"];
      expect([...functions.keys()].toSorted()).toEqual(
        [...others, ...responders].map((name) => `${name}Function`).toSorted(),
      );
      const groups = [...ofType(graph, "cloudwatch/logGroup:LogGroup").values()];
      for (const [name, inputs] of functions) {
        expect(inputs, name).toMatchObject({ architectures: ["arm64"], runtime: "nodejs22.x" });
        const group = `/aws/lambda/${text(inputs.name)}`;
        expect(inputs.loggingConfig, name).toEqual({ logFormat: "JSON", logGroup: group });
        expect(groups.find((one) => one.name === group)?.retentionInDays, name).toBe(90);
      }
    }
  });

  it.each(["Respond-ec2", "Respond-iam", "Reconcile", "Notify", "Sweep", "Heartbeat"])(
    "%s, which nobody waits for, is tried again for a time, and what fails is kept",
    (name) => {
      expect(
        named(dev, "lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", `${name}EventInvokeConfig`),
      ).toMatchObject({
        maximumEventAgeInSeconds: expect.any(Number),
        maximumRetryAttempts: expect.any(Number),
        destinationConfig: {
          onFailure: {
            destination: "arn:aws:sqs:us-east-1:111122223333:snapback-dev-function-dead-letters",
          },
        },
      });
    },
  );

  it("run on schedules whose failures are kept, too", () => {
    const schedules = ofType(dev, "scheduler/schedule:Schedule");
    expect(
      [...schedules.values()].map(({ scheduleExpression }) => text(scheduleExpression)).toSorted(),
    ).toEqual(["rate(1 minute)", "rate(15 minutes)", "rate(6 hours)"]);
    for (const [name, { target }] of schedules) {
      expect(Object(target).deadLetterConfig, name).toEqual({
        arn: "arn:aws:sqs:us-east-1:111122223333:snapback-dev-function-dead-letters",
      });
    }
  });

  it("keep some concurrency for detect only where the operator says so", () => {
    const reserved = (graph: Evaluated) =>
      named(graph, "lambda/function:Function", "DetectFunction").reservedConcurrentExecutions;
    expect(reserved(dev)).toBeUndefined();
    expect(reserved(production)).toBe(10);
  });

  it("have no URL of their own", () => {
    expect(ofType(dev, "lambda/functionUrl:FunctionUrl").size).toBe(0);
  });
});

describe("alarms", () => {
  it("watch dead letters, errors, waiting and the heartbeat, within what CloudWatch gives for free", () => {
    const alarms = ofType(dev, "cloudwatch/metricAlarm:MetricAlarm");
    expect(namesOf(dev, "cloudwatch/metricAlarm:MetricAlarm")).toEqual([
      "snapback-dev-events-dead-letters",
      "snapback-dev-function-errors",
      "snapback-dev-functions-dead-letters",
      "snapback-dev-heartbeat",
      "snapback-dev-oldest-event",
      "snapback-dev-rules-dead-letters",
      "snapback-dev-subscription-dead-letters",
    ]);
    for (const [name, { alarmActions }] of alarms) {
      expect(alarmActions, name).toEqual(["arn:aws:sns:us-east-1:111122223333:snapback-dev-alarms"]);
    }
  });

  it("take silence of the heartbeat for trouble", () => {
    expect(named(dev, "cloudwatch/metricAlarm:MetricAlarm", "Alarm-heartbeat")).toMatchObject({
      metricName: "RegionsInTrouble",
      treatMissingData: "breaching",
    });
  });

  it("count the errors of all functions in one metric", () => {
    const filters = [...ofType(dev, "cloudwatch/logMetricFilter:LogMetricFilter").values()].filter(
      ({ metricTransformation }) => Object(metricTransformation).name === "FunctionErrors",
    );
    expect(filters.map(({ logGroupName }) => text(logGroupName)).toSorted()).toEqual(
      functionNames(detections)
        .map((name) => `/aws/lambda/snapback-dev-${name}`)
        .toSorted(),
    );
  });

  it("on metrics of our own have a log that makes these metrics", () => {
    const made = [...ofType(dev, "cloudwatch/logMetricFilter:LogMetricFilter").values()].map(
      ({ metricTransformation }) => {
        const { namespace, name } = Object(metricTransformation);
        return `${text(namespace)} ${text(name)}`;
      },
    );
    const watched = [...ofType(dev, "cloudwatch/metricAlarm:MetricAlarm").values()]
      .filter(({ namespace }) => !text(namespace).startsWith("AWS/"))
      .map(({ namespace, metricName }) => `${text(namespace)} ${text(metricName)}`);
    expect(watched.toSorted()).toEqual(["Snapback/dev FunctionErrors", "Snapback/dev RegionsInTrouble"]);
    for (const metric of watched) expect(made).toContain(metric);
  });

  it("go to the operator's address, where there is one", () => {
    expect(ofType(dev, "sns/topicSubscription:TopicSubscription").has("AlarmsEmail")).toBe(false);
    expect(named(production, "sns/topicSubscription:TopicSubscription", "AlarmsEmail")).toMatchObject({
      protocol: "email",
      endpoint: "security@example.com",
    });
  });
});
