import { describe, expect, it } from "vitest";
import * as z from "zod";
import choices from "../../../../snapback.config.ts";
import { detections } from "../detections/registry.ts";
import { ConfigError, parseConfig, watchedRegions } from "./config.ts";

const known = [{ id: "a-detection", parameters: z.object({ ports: z.array(z.int()).default([]) }) }];
const wrong = (changes: Record<string, unknown>) => () => parseConfig({ ...choices, ...changes }, known);

describe("parseConfig", () => {
  it("takes the config as it comes", () => {
    expect(parseConfig(choices, detections)).toEqual(choices);
  });

  it("takes choices for the detections that there are", () => {
    const chosen = { modes: { "a-detection": "monitor" }, parameters: { "a-detection": { ports: [22] } } };
    expect(parseConfig({ ...choices, ...chosen }, known)).toMatchObject(chosen);
  });

  it.each([
    ["a region that is none", { home: "Frankfurt" }, "is no AWS region"],
    ["a publisher that is none", { publishers: ["*"] }, "is no account id, user or role ARN"],
    ["a publisher that names everyone", { publishers: ["arn:aws:iam::*:root"] }, "is no account id"],
    ["a mode that there is not", { modes: { "a-detection": "autto" } }, 'modes["a-detection"]'],
    ["a choice that there is not", { regoins: ["eu-west-1"] }, "regoins"],
    ["an address that is none", { alarmEmail: "security" }, "alarmEmail"],
    ["a retention that CloudWatch does not have", { logRetentionDays: 8 }, "logRetentionDays"],
    ["a negative cap", { automaticChangesPerHour: -1 }, "automaticChangesPerHour"],
    ["a mode for no detection", { modes: { "b-detection": "auto" } }, "there is no detection b-detection"],
    ["parameters for no detection", { parameters: { b: {} } }, "there is no detection b"],
    [
      "parameters of another type",
      { parameters: { "a-detection": { ports: "22" } } },
      "parameters of a-detection",
    ],
  ])("refuses %s, and says which", (_what, changes, words) => {
    expect(wrong(changes)).toThrow(ConfigError);
    expect(wrong(changes)).toThrow(words);
  });

  it("says all that is wrong at once", () => {
    const two = wrong({ modes: { x: "auto" }, parameters: { "a-detection": { ports: 1 } } });
    expect(two).toThrow("there is no detection x");
    expect(two).toThrow("parameters of a-detection");
  });
});

describe("watchedRegions", () => {
  it("begins with the home region, and always has us-east-1", () => {
    expect(watchedRegions({ home: "eu-west-1", regions: ["eu-north-1", "ap-south-1"] })).toEqual([
      "eu-west-1",
      "ap-south-1",
      "eu-north-1",
      "us-east-1",
    ]);
    expect(watchedRegions({ home: "us-east-1", regions: [] })).toEqual(["us-east-1"]);
    expect(watchedRegions({ home: "us-east-1", regions: ["us-east-1", "eu-west-1", "eu-west-1"] })).toEqual([
      "us-east-1",
      "eu-west-1",
    ]);
  });
});
