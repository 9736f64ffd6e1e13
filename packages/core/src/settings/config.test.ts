import { describe, expect, it } from "vitest";
import * as z from "zod";
import choices from "../../../../snapback.config.ts";
import { detections } from "../detections/registry.ts";
import { ConfigError, parseConfig, watchedRegions } from "./config.ts";

const parameters = z.object({ ports: z.array(z.int()).default([]) });
const known = [
  { id: "a-detection", parameters, response: {} },
  { id: "only-tells", parameters },
];
const wrong = (changes: Record<string, unknown>) => () =>
  parseConfig({ ...choices, modes: {}, ...changes }, known);

describe("parseConfig", () => {
  it("takes the config as it comes", () => {
    expect(parseConfig(choices, detections)).toEqual(choices);
  });

  it("takes choices for the detections that there are", () => {
    const chosen = { modes: { "a-detection": "monitor" }, parameters: { "a-detection": { ports: [22] } } };
    expect(parseConfig({ ...choices, ...chosen }, known)).toMatchObject(chosen);
  });

  it.each([
    [{ "a-detection": { accounts: { "111122223333": "auto" } } }],
    [{ "a-detection": { mode: "approve", accounts: {} } }],
    [{ "only-tells": "monitor" }],
    [{ "only-tells": { mode: "monitor", accounts: { "111122223333": "monitor" } } }],
  ])("takes the modes %j", (modes) => {
    expect(parseConfig({ ...choices, modes, parameters: {} }, known).modes).toEqual(modes);
  });

  it("lets an undo's exemption last as long as any", () => {
    const exemptions = { ...choices.exemptions, maximumDays: 2, undoHours: 48 };
    expect(parseConfig({ ...choices, modes: {}, exemptions }, known).exemptions).toEqual(exemptions);
  });

  it.each([
    ["a region that is none", { home: "Frankfurt" }, "is no AWS region"],
    ["a publisher that is none", { publishers: ["*"] }, "is no account id, user or role ARN"],
    ["a publisher that names everyone", { publishers: ["arn:aws:iam::*:root"] }, "is no account id"],
    ["a mode that there is not", { modes: { "a-detection": "autto" } }, 'modes["a-detection"]'],
    [
      "a mode for what is no account",
      { modes: { "a-detection": { accounts: { all: "auto" } } } },
      'neither "monitor", "approve" or "auto" nor { mode, accounts',
    ],
    [
      "a mode of what can't be put right",
      { modes: { "only-tells": "approve" } },
      "modes: only-tells can't be put right: mode monitor only",
    ],
    [
      "such a mode for all accounts but some",
      { modes: { "only-tells": { mode: "auto", accounts: { "111122223333": "monitor" } } } },
      "modes: only-tells can't be put right",
    ],
    [
      "such a mode for some account",
      { modes: { "only-tells": { accounts: { "111122223333": "auto" } } } },
      "modes: only-tells can't be put right",
    ],
    [
      "an undo's exemption that no person may make",
      { exemptions: { ...choices.exemptions, maximumDays: 1, undoHours: 25 } },
      "exemptions: undoHours (25) is more than maximumDays (1) allows",
    ],
    ["an approval that nobody can give in time", { approvalMinutes: 0 }, "approvalMinutes"],
    ["a threshold that is no severity", { notices: { ...choices.notices, slack: "all" } }, "notices.slack"],
    ["a choice that there is not", { regoins: ["eu-west-1"] }, "regoins"],
    ["an address that is none", { alarmEmail: "security" }, "alarmEmail"],
    ["a retention that CloudWatch does not have", { logRetentionDays: 8 }, "logRetentionDays"],
    ["a negative cap", { automaticChangesPerHour: -1 }, "automaticChangesPerHour"],
    ["a mode for no detection", { modes: { "b-detection": "auto" } }, "there is no detection b-detection"],
    ["parameters for no detection", { parameters: { b: {} } }, "there is no detection b"],
    [
      "a parameter that there is not",
      { parameters: { "a-detection": { prots: [22] } } },
      "parameters of a-detection: ✖ There is no parameter prots",
    ],
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
    const all = wrong({
      modes: { x: "auto", "only-tells": "auto" },
      parameters: { y: {}, "a-detection": { ports: 1 } },
      exemptions: { ...choices.exemptions, maximumDays: 1, undoHours: 25 },
    });
    expect(all).toThrow(
      /^snapback\.config\.ts:\nthere is no detection x\nthere is no detection y\nmodes: only-tells [^]*\nparameters of a-detection: [^]*\nexemptions: /,
    );
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
