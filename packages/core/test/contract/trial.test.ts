import { describe, expect, it, onTestFinished } from "vitest";
import type { Detection, Inspection } from "../../src/detections/define.ts";
import ingress from "../../src/detections/ec2/ec2-sg-ingress-world.ts";
import type { Plan, Step } from "../../src/response/plan.ts";
import { openSandboxArena } from "./sandbox-arena.ts";
import { tryOut } from "./trial.ts";

/* What a trial does not let pass. */

const steps = ingress.attacks.find(({ name }) => name === "open-ssh")?.steps ?? [];

async function tried(detection: Detection, attack: readonly Step[] = steps) {
  const arena = await openSandboxArena();
  onTestFinished(arena.close);
  return tryOut(detection, { steps: attack }, arena);
}

/** The detection with something else in what it makes of a look. */
function inspecting(different: (seen: Inspection) => Inspection): Detection {
  const { response } = ingress;
  if (!response) throw new Error("the detection has a response");
  return {
    ...ingress,
    response: { ...response, inspect: async (...asked) => different(await response.inspect(...asked)) },
  };
}

const planning = (different: (plan: Plan) => Partial<Plan>) =>
  inspecting(({ plan, ...seen }) => (plan ? { ...seen, plan: { ...plan, ...different(plan) } } : seen));

describe("a trial", () => {
  it("proves a response whose undo brings back all that was read", async () => {
    expect(await tried(ingress)).toMatchObject({ how: "proven" });
  });

  it("finds out an undo that forgets a description", async () => {
    const forgetful = planning(({ undo }) => ({
      undo: undo.map((step) => ({ ...step, input: JSON.parse(JSON.stringify(step.input, noDescription)) })),
    }));
    await expect(tried(forgetful)).rejects.toThrow("the state after the undo");
  });

  it("finds out a plan that does not say which id is lost", async () => {
    await expect(tried(planning(() => ({ lost: ["an id"] })))).rejects.toThrow("the state after the undo");
  });

  it("finds out an undo that does nothing", async () => {
    await expect(tried(planning(() => ({ undo: [] })))).rejects.toThrow("the state after the undo");
  });

  it("lets what can't be taken back pass where a person confirms it, and is told what is lost", async () => {
    const confirm = "this is for good";
    const lost = ["the rule"];
    expect(await tried(planning(() => ({ undo: [], confirm, lost })))).toEqual({
      how: "no undo",
      what: "the rule",
    });
    await expect(tried(planning(() => ({ undo: [], confirm, lost: [] })))).rejects.toThrow("what is lost");
  });

  it("finds out a response that puts nothing right", async () => {
    await expect(tried(planning(() => ({ steps: [elsewhere] })))).rejects.toThrow("still wrong");
  });

  it("finds out a call that is not listed", async () => {
    const calls = (ingress.response?.calls ?? []).filter((call) => call !== "ec2:DescribeSecurityGroupRules");
    const unlisted = inspecting((seen) => seen);
    await expect(
      tried({ ...unlisted, ...(unlisted.response && { response: { ...unlisted.response, calls } }) }),
    ).rejects.toThrow("response.calls");
  });

  it("finds out a step whose call is not listed", async () => {
    const calls = (ingress.response?.calls ?? []).filter((call) => call !== "ec2:RevokeSecurityGroupIngress");
    const unlisted = inspecting((seen) => seen);
    await expect(
      tried({ ...unlisted, ...(unlisted.response && { response: { ...unlisted.response, calls } }) }),
    ).rejects.toThrow("response.calls");
  });

  it("finds out a sweep that names something else than the event", async () => {
    const { sweep } = ingress;
    if (!sweep) throw new Error("the detection has a sweep");
    const renamed: Detection["sweep"] = {
      ...sweep,
      async *resources(...asked) {
        for await (const { violations, ...seen } of sweep.resources(...asked))
          yield { ...seen, violations: violations.map((one) => ({ ...one, fingerprint: "other" })) };
      },
    };
    await expect(tried({ ...ingress, sweep: renamed })).rejects.toThrow("a sweep finds what the event shows");
  });

  it("finds out a detection that finds nothing", async () => {
    await expect(tried({ ...ingress, detect: () => ({ violations: [], suspicions: [] }) })).rejects.toThrow(
      "found nothing",
    );
  });

  it("finds out a look that is silent about what is wrong", async () => {
    await expect(tried(inspecting(({ state }) => ({ state })))).rejects.toThrow("no reason why");
  });

  it("has nothing to prove where the detection says that nothing can be done", async () => {
    const stuck = inspecting(({ plan, ...seen }) => (plan ? { ...seen, stuck: "call somebody" } : seen));
    expect(await tried(stuck)).toEqual({ how: "detection only", what: "call somebody" });
  });

  it("says which operation the emulator does not have", async () => {
    const missing = { service: "ec2", operation: "CreateCapacityReservation", input: {}, does: "reserve" };
    expect(await tried(ingress, [missing])).toEqual({
      how: "not there",
      what: "ec2:CreateCapacityReservation",
    });
  });
});

const noDescription = (name: string, value: unknown) => (name === "Description" ? undefined : value);

/** Changes nothing: the group is not there. */
const elsewhere: Step = {
  service: "ec2",
  operation: "RevokeSecurityGroupIngress",
  input: { GroupId: "sg-00000000000000000", SecurityGroupRuleIds: ["sgr-00000000000000000"] },
  does: "revoke what is not there",
};
