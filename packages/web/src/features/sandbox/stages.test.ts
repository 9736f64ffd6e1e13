import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stateOptions } from "../finding/finding-state.ts";
import type { Finding } from "../finding/finding-types.ts";
import type { Attempted } from "./attack-request.ts";
import { cameOf } from "./run-finding-request.ts";
import { callStage, findingStages, formatTook, mainFinding } from "./stages.ts";

const run: Attempted["run"] = {
  name: "open-ssh",
  detection: "ec2-sg-ingress-world",
  region: "us-east-1",
  startedAt: "2026-11-23T08:00:00.200Z",
  finishedAt: "2026-11-23T08:00:00.500Z",
  steps: [
    { does: "makes a group", command: "aws …", outcome: "done", eventId: "evt_1" },
    { does: "opens it", command: "aws …", outcome: "done", eventId: "evt_2" },
  ],
};
const start = Date.parse(run.startedAt);
const call = (eventId: string, seenAt = "2026-11-23T08:00:01.000Z") => ({
  eventId,
  eventName: "AuthorizeSecurityGroupIngress",
  eventSource: "ec2.amazonaws.com",
  eventTime: "2026-11-23T08:00:00Z",
  seenAt,
  actor: { type: "IAMUser", name: "laptop" },
});
type Told = Pick<Finding, "id" | "detection" | "state" | "hold" | "safe" | "opened" | "latest">;
const finding = (fields: Partial<Told> = {}): Told => ({
  id: "fnd_1",
  detection: run.detection,
  state: "open",
  opened: call("evt_2"),
  latest: call("evt_2"),
  ...fields,
});
const texts = (attempted: Attempted, of: Told | undefined, now = start) =>
  findingStages(attempted, of, now).map(({ status, text, ms }) => [status, text, ms]);

describe("the calls", () => {
  it("were all made, or one was refused after", () => {
    expect(callStage({ run })).toEqual({ status: "success", text: "All 2 calls were made in", ms: 300 });
    const [first, second] = run.steps;
    const steps = [first, second].flatMap((one) => (one ? [{ ...one }] : []));
    const refused = {
      ...run,
      steps: steps.map((one, index) => ({ ...one, outcome: index ? "failed" : "done" }) as const),
    };
    expect(callStage({ run: refused, refused: "no" })).toMatchObject({
      status: "error",
      text: "Call 2 of 2 was refused after",
    });
  });
});

describe("the way of an attack", () => {
  it("waits for the finding, and says when none has come; of a refused call nothing is awaited", () => {
    expect(texts({ run }, undefined)).toEqual([["in-progress", "Waiting for the finding", undefined]]);
    expect(texts({ run }, undefined, start + 61_000)[0]?.[0]).toBe("warning");
    expect(texts({ run, refused: "no" }, undefined)[0]?.[0]).toBe("stopped");
  });

  it("ends safe, with how long each stage took", () => {
    const safe = { at: "2026-11-23T08:00:02.200Z", by: "snapback" } as const;
    expect(texts({ run }, finding({ state: "remediated", safe }))).toEqual([
      ["success", "Found after", 800],
      ["success", "Snapback responded", undefined],
      ["success", "Safe again after", 2000],
    ]);
    const already = { ...safe, by: "already" } as const;
    expect(texts({ run }, finding({ state: "remediated", safe: already }))[1]?.[1]).toContain(
      "Somebody else",
    );
  });

  it("counts from the call of this run where the finding has been there before", () => {
    const again = finding({ opened: call("evt_0", "2026-11-22T08:00:00Z"), latest: call("evt_2") });
    expect(texts({ run }, again)[0]).toEqual(["success", "Found after", 800]);
  });

  it("waits where a person has to decide, and ends where nobody is to do anything", () => {
    expect(texts({ run }, finding({ state: "awaiting-approval" })).slice(1)).toEqual([
      ["pending", "Waits for approval", undefined],
      ["pending", "Not safe yet", undefined],
    ]);
    expect(texts({ run }, finding({ hold: "mode monitor" }))[1]).toEqual([
      "stopped",
      "Left to a person",
      undefined,
    ]);
    expect(texts({ run }, finding({ state: "exempt" }))[2]?.[0]).toBe("stopped");
    expect(
      texts({ run }, finding({ state: "failed" }))
        .slice(1)
        .map(([status]) => status),
    ).toEqual(["error", "error"]);
  });

  it("never says that what is not safe is, whatever the state", () => {
    const states = fc.constantFrom(...stateOptions);
    fc.assert(
      fc.property(states, fc.option(fc.constant("held"), { nil: undefined }), (state, hold) => {
        const stages = findingStages({ run }, finding({ state, ...(hold && { hold }) }), start);
        expect(stages.map(({ text }) => text).join()).not.toContain("Safe again");
        expect(stages).toHaveLength(3);
      }),
    );
  });
});

describe("the findings of a run", () => {
  const events = new Set(["evt_1", "evt_2"]);

  it("are those that name one of its calls", () => {
    const other = finding({ id: "fnd_2", opened: call("evt_9"), latest: call("evt_9") });
    const again = finding({ id: "fnd_3", opened: call("evt_0"), latest: call("evt_1") });
    expect(cameOf(events, [other, again, finding()]).map(({ id }) => id)).toEqual(["fnd_3", "fnd_1"]);
    expect(cameOf(events, [other])).toEqual([]);
  });

  it("stay, though a later call is the latest by now, or the page has them no more", () => {
    const known = [finding()];
    const later = finding({ state: "remediated", opened: call("evt_9"), latest: call("evt_9") });
    expect(cameOf(events, [later], known)).toEqual([later]);
    expect(cameOf(events, [], known)).toEqual(known);
  });

  it("have the one first that the attack is there for", () => {
    const other = finding({ id: "fnd_2", detection: "ec2-default-sg-rule" });
    expect(mainFinding([other, finding()], run.detection)?.id).toBe("fnd_1");
    expect(mainFinding([other], run.detection)?.id).toBe("fnd_2");
    expect(mainFinding([], run.detection)).toBeUndefined();
  });
});

it("tells milliseconds, and from the first second on tenths", () => {
  expect([46.2, -5, 2040, 61_000, 120_400].map(formatTook)).toEqual([
    "46 ms",
    "0 ms",
    "2.0 s",
    "61.0 s",
    "120 s",
  ]);
});
