import { describe, expect, it } from "vitest";
import { detections } from "../detections/registry.ts";
import { heartbeatEvents } from "../heartbeat/recognition.ts";
import { defaultBusRules, describedRules, listenedTo } from "./rules.ts";

const place = {
  stage: "trial",
  account: "111122223333",
  home: "eu-central-1",
  regions: ["eu-central-1", "eu-west-1", "us-east-1"],
};

describe("defaultBusRules", () => {
  const rules = defaultBusRules(
    [
      { source: "ec2.amazonaws.com", names: ["RunInstances"] },
      { source: "iam.amazonaws.com", names: ["CreateUser"] },
    ],
    place,
  );

  it("are in every watched region, and those of global services where their events come by", () => {
    expect(rules.map(({ name, regions }) => [name, regions])).toEqual([
      ["snapback-trial-ec2", ["eu-central-1", "eu-west-1", "us-east-1"]],
      ["snapback-trial-iam", ["us-east-1", "eu-central-1"]],
    ]);
  });

  it("name a region once where the home region is the global services' own", () => {
    const [rule] = defaultBusRules([{ source: "iam.amazonaws.com", names: ["CreateUser"] }], {
      ...place,
      home: "us-east-1",
      regions: ["us-east-1"],
    });
    expect(rule?.regions).toEqual(["us-east-1"]);
  });

  it("are for events of the stage's own account", () => {
    for (const { pattern } of rules) expect(pattern.account).toEqual(["111122223333"]);
  });
});

describe("listenedTo", () => {
  it("has the heartbeat's call, also where no detection listens to it", () => {
    expect(listenedTo([])).toEqual([heartbeatEvents]);
    const all = detections.flatMap(({ events }) => events);
    expect(listenedTo(detections)).toEqual([...all, heartbeatEvents]);
  });
});

describe("describedRules", () => {
  it("name regions only of rules that are not everywhere", () => {
    const sources = [
      { source: "ec2.amazonaws.com", names: ["RunInstances"] },
      { source: "iam.amazonaws.com", names: ["CreateUser"] },
    ] as const;
    expect(describedRules(defaultBusRules(sources, place), place)).toEqual([
      { name: "snapback-trial-ec2" },
      { name: "snapback-trial-iam", regions: ["us-east-1", "eu-central-1"] },
    ]);
  });

  it("fit into a parameter with every region and a rule for each of thirty services", () => {
    const wide = { ...place, regions: Array.from({ length: 30 }, (_, index) => `ap-northeast-${index}`) };
    const sources = Array.from({ length: 30 }, (_, index) => ({
      source: `some-service-${index}.amazonaws.com` as const,
      names: ["Call"] as const,
    }));
    const rules = describedRules(defaultBusRules(sources, wide), wide);
    expect(JSON.stringify({ regions: wide.regions, rules }).length).toBeLessThan(3000);
  });
});
