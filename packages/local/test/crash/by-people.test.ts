import { describe, expect, it } from "vitest";
import { forEachGivingUp, survives } from "./kill.ts";
import { approve, asking, exempt, found, type Scenario, undo } from "./scenario.ts";
import type { Stage } from "./stage.ts";

/* What people decide comes to the same, whatever process dies on the way, the API or what follows it. */

/** Somebody adds something harmless to the group, of which an undo does not know. */
async function changed(stage: Stage): Promise<void> {
  await found(stage);
  await stage.open({ port: 443, range: "192.0.2.0/24" });
}

const approving: Scenario = { choices: asking, before: found, run: approve, leaves: "remediated" };
const exempting: Scenario = { choices: asking, before: found, run: exempt, leaves: "exempt" };
const undoing: Scenario = { before: found, run: (stage) => undo(stage), leaves: "undone" };
const pausing: Scenario = {
  run: async (stage) => {
    await stage.ask("/api/pause", { reason: "a migration" });
    await found(stage);
  },
  leaves: "awaiting-approval",
};

const scenarios: { [name: string]: Scenario } = {
  "a person approves": approving,
  "a person approves what fits no longer, and is asked again": {
    choices: asking,
    before: async (stage) => {
      await found(stage);
      await stage.shut();
      await found(stage);
    },
    run: approve,
    leaves: "awaiting-approval",
  },
  "a person rejects, and has it looked at again": {
    choices: asking,
    before: found,
    run: async (stage) => {
      const { proposal } = await stage.finding();
      await stage.decide("reject", { proposal: proposal?.id, reason: "not now" });
      await stage.rest();
      await stage.decide("retry", {});
      await stage.rest();
    },
    leaves: "awaiting-approval",
  },
  "a person exempts what waits for approval": exempting,
  "a person undoes what took two tries": {
    before: async (stage) => {
      stage.meanwhile(["EC2.RevokeSecurityGroupIngress", "EC2.DescribeSecurityGroupRules"], () =>
        stage.open(),
      );
      await found(stage);
    },
    run: (stage) => undo(stage),
    leaves: "undone",
  },
  "an undo is refused": { before: changed, run: (stage) => undo(stage), leaves: "remediated" },
  "an undo is forced": {
    before: async (stage) => {
      await changed(stage);
      await undo(stage);
    },
    run: async (stage) => {
      const { refusal } = await stage.finding();
      await undo(stage, { force: refusal?.force });
    },
    leaves: "undone",
  },
  "a person pauses Snapback before the next step": pausing,
};

it.each(Object.entries(scenarios))(
  "%s",
  async (_name, scenario) => {
    await expect(survives(scenario)).resolves.toBeUndefined();
  },
  600_000,
);

/** And then it is shut by hand, and opened again: what was not decided does not hold. */
const onceMore: Scenario = {
  ...undoing,
  async run(stage) {
    await undo(stage);
    await stage.shut();
    await found(stage);
  },
};

describe("a person gives up after the API died", () => {
  it.each(Object.entries({ approving, undoing: onceMore, pausing }))(
    "on %s: what was written down is done, and nothing else",
    async (_name, scenario) => {
      await forEachGivingUp(scenario, (outcome, all, nothing, kill) => {
        const decided = outcome.ledger.some((kind) => kind !== "exemptions");
        expect(outcome, kill).toEqual({ ...(decided ? all : nothing), ledger: outcome.ledger });
      });
    },
    600_000,
  );

  it("on exempting: the exemption holds once it is written down", async () => {
    await forEachGivingUp(exempting, ({ findings, ledger }, _all, _nothing, kill) => {
      const expected = ledger.includes("exemptions") ? "exempt" : "awaiting-approval";
      expect(
        findings.map(({ state }) => state),
        kill,
      ).toEqual([expected]);
    });
  }, 600_000);
});
