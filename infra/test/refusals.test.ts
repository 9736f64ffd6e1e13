import { describe, expect, it } from "vitest";
import { EvaluationError, evaluate } from "./evaluate.ts";

/** What ends a deploy before anything is made, with words that say why. */
describe("a deploy is refused", () => {
  it.each([
    ["a stage whose name Cognito would refuse", { stage: "aws-test" }, `"aws-test" can't be a stage`],
    [
      "modes for a detection that there is not",
      { stage: "dev", config: { modes: { "no-such-detection": "auto" } as const } },
      "there is no detection no-such-detection",
    ],
  ])("for %s", async (_what, options, words) => {
    const refused = await evaluate(options).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EvaluationError);
    expect(String(refused)).toContain(words);
  });
});
