import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attemptWith, authorize } from "../../../../core/test/findings.ts";
import { findingWith } from "../../../../core/test/notices.ts";
import { differenceOf, undoCommands } from "./commands.ts";

describe("the difference between two lists of commands", () => {
  it.each<[string, string[], string[], object[]]>([
    ["is nothing where they are the same", ["a", "b"], ["a", "b"], []],
    ["has what came in between", ["a", "b"], ["a", "x", "b"], [{ now: "x" }]],
    ["has what went", ["a", "b", "c"], ["a", "c"], [{ was: "b" }]],
    ["has what changed", ["a", "b", "c"], ["a", "x", "c"], [{ was: "b", now: "x" }]],
    [
      "has what changed places",
      ["a", "b"],
      ["b", "a"],
      [
        { was: "a", now: "b" },
        { was: "b", now: "a" },
      ],
    ],
    ["has one of several that are the same", ["a", "a"], ["a"], [{ was: "a" }]],
  ])("%s", (_, was, now, difference) => {
    expect(differenceOf(was, now)).toEqual(difference);
  });

  it("turns the one into the other, and is nothing only where they are the same", () => {
    const commands = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 6 });
    fc.assert(
      fc.property(commands, commands, (was, now) => {
        const difference = differenceOf(was, now);
        const counted = (side: "was" | "now") => difference.flatMap((changed) => changed[side] ?? []);
        expect(now.length - counted("now").length).toBe(was.length - counted("was").length);
        expect(difference.length === 0).toBe(JSON.stringify(was) === JSON.stringify(now));
        expect(was.join()).toContain(counted("was").join());
        expect(now.join()).toContain(counted("now").join());
      }),
    );
  });
});

describe("an undo as commands", () => {
  const step = (input: Record<string, unknown>, attempt = 3) => ({
    ...authorize(),
    input: JSON.parse(JSON.stringify(input)),
    attempt,
    position: 0,
  });
  const steps = [{ status: "done" as const, output: { GroupId: "sg-9" } }];
  const finding = findingWith({ attempts: [attemptWith({ id: 3, steps }), attemptWith({ id: 5 })] });
  const command = "aws ec2 authorize-security-group-ingress --region eu-central-1 --group-id";
  const from = { GroupId: { $from: { step: 0, path: ["GroupId"] } } };

  it("has what the attempt's own steps answered in it", () => {
    expect(undoCommands(finding, [step(from)])).toEqual([`${command} sg-9`]);
  });

  it("shows as a reference what is not known", () => {
    expect(undoCommands(finding, [step(from, 5)])[0]).toContain("<from step 1");
    expect(undoCommands(finding, [step(from, 7)])[0]).toContain("<from step 1");
  });
});
