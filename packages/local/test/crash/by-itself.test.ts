import { expect, it } from "vitest";
import { forEachKill, survives } from "./kill.ts";
import { asking, exempt, found, later, type Scenario, undo } from "./scenario.ts";
import type { Stage } from "./stage.ts";

/* What Snapback does by itself comes to the same, whatever process of it dies on the way. */

const scenarios: { [name: string]: Scenario } = {
  "an open port is shut at once": { run: found, leaves: "remediated" },
  "what a modified rule opened is looked at, and shut": {
    run: async (stage) => {
      await stage.modify();
      await stage.rest();
    },
    leaves: "remediated",
  },
  "somebody else shuts it while Snapback is about to": {
    run: async (stage) => {
      stage.meanwhile(["EC2.RevokeSecurityGroupIngress"], () => stage.shut());
      await found(stage);
    },
    leaves: "remediated",
    dying: ["respond"],
    either: true,
  },
  "it is opened again while Snapback looks whether it is shut": {
    run: async (stage) => {
      const looked = ["EC2.RevokeSecurityGroupIngress", "EC2.DescribeSecurityGroupRules"];
      stage.meanwhile([...looked, "DynamoDB.PutItem"], async () => {
        await stage.open();
        await stage.deliverEvents();
      });
      await found(stage);
    },
    leaves: "remediated",
    dying: ["respond"],
  },
  "a person is asked, and told": {
    choices: asking,
    run: found,
    leaves: "awaiting-approval",
    dying: ["respond", "notify"],
    telling: true,
  },
  "an approval that nobody gives expires": {
    choices: asking,
    before: found,
    run: (stage) => later(stage, 25),
    leaves: "open",
  },
  "an exemption runs out": {
    choices: asking,
    before: async (stage) => {
      await found(stage);
      await exempt(stage);
    },
    run: (stage) => later(stage, 2),
    leaves: "awaiting-approval",
  },
  "an undo runs out": {
    before: async (stage) => {
      await found(stage);
      await undo(stage, { hours: 1 });
    },
    run: (stage) => later(stage, 2),
    leaves: "awaiting-approval",
  },
  "it is contested, and reverted after a while": {
    choices: { contested: { times: 1, withinMinutes: 60, critical: "revert" } },
    before: found,
    run: found,
    leaves: "remediated",
  },
};

it.each(Object.entries(scenarios))(
  "%s",
  async (_name, scenario) => {
    await expect(survives(scenario)).resolves.toBeUndefined();
  },
  600_000,
);

async function foundTwice(stage: Stage): Promise<void> {
  await found(stage);
  await stage.open({ port: 23 });
  await stage.rest();
}

it("no more is changed than the cap allows, and nothing forgotten", async () => {
  const scenario: Scenario = {
    choices: { automaticChangesPerHour: 1 },
    run: foundTwice,
    dying: ["respond"],
  };
  await forEachKill(scenario, ({ findings, effects, notices }) => {
    const states = findings.map(({ state }) => state).toSorted();
    // A change that was counted before its process died is counted again.
    expect([
      ["awaiting-approval", "awaiting-approval"],
      ["awaiting-approval", "remediated"],
    ]).toContainEqual(states);
    expect(effects).toHaveLength(states.filter((state) => state === "remediated").length);
    expect(notices).toContain("pause-fallen");
  });
}, 600_000);
