import { describe, expect, it } from "vitest";
import { Plan } from "../response/plan.ts";
import { readPolicy } from "./document.ts";
import { publicStatements } from "./public.ts";
import { policyFingerprint, policyPlan, policySummary } from "./response.ts";

const everyone = { Sid: "open", Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" };
const named = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sqs:*", Resource: "*" };
const doubtful = { ...everyone, Sid: undefined, Condition: { StringEquals: { "x:y": "z" } } };
const put = (Policy: string) => ({
  service: "sqs",
  operation: "SetQueueAttributes",
  input: { Attributes: { Policy } },
});
const remove = () => put("");

function read(...statements: unknown[]) {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 1);
  const policy = readPolicy(text);
  return { text, offending: policy.readable ? publicStatements(policy) : [] };
}
const plan = (statements: unknown[], empty: Parameters<typeof policyPlan>[0]["empty"] = { remove }) =>
  policyPlan({ ...read(...statements), what: "queue jobs", put, empty });
const written = (step: { input: unknown } | undefined) => {
  const text = JSON.stringify(step?.input);
  const input: { Attributes: { Policy: string } } = JSON.parse(text);
  return input.Attributes.Policy;
};

describe("policyPlan", () => {
  it("drops what offends, and writes all back", () => {
    const made = plan([named, everyone]);
    expect(Plan.parse(made)).toEqual(made);
    expect(made.steps[0]?.does).toBe("drop statement 2 (open) of the policy of queue jobs");
    expect(JSON.parse(written(made.steps[0]))).toEqual({ Version: "2012-10-17", Statement: [named] });
    expect(made.undo).toEqual([
      {
        ...put(read(named, everyone).text),
        does: "write the policy of queue jobs back: anyone may sqs:SendMessage",
        undoes: 0,
      },
    ]);
    expect(made).not.toHaveProperty("confirm");
    expect(made).not.toHaveProperty("caveats");
  });

  it("takes the policy away when nothing is left", () => {
    const made = plan([everyone]);
    expect(made.steps).toEqual([
      { ...remove(), does: "take away the policy of queue jobs: no other statement is in it" },
    ]);
    expect(written(made.undo[0])).toBe(read(everyone).text);
  });

  it("leaves a statement where there has to be one, only when nothing else is left", () => {
    const keep = {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "kms:*",
      Resource: "*",
    };
    const made = plan([everyone], { keep });
    expect(JSON.parse(written(made.steps[0]))).toEqual({ Version: "2012-10-17", Statement: [keep] });
    expect(made.steps[0]?.does).toBe(
      "drop statement 1 (open) of the policy of queue jobs, and put in their place what a policy must have",
    );
    expect(JSON.parse(written(plan([everyone, named], { keep }).steps[0]))).toMatchObject({
      Statement: [named],
    });
  });

  it("asks a person where all of it is in doubt", () => {
    const made = plan([named, doubtful, "x"]);
    expect(made.confirm).toBe(
      "it is in doubt whether this is too much: anyone may sqs:SendMessage, unless a condition keeps them out, which is in doubt (x:y); a statement that can't be read may let anyone in",
    );
    expect(made.caveats).toBeUndefined();
  });

  it("says what else goes, where some is in doubt", () => {
    const made = plan([everyone, "x", named]);
    expect(made.confirm).toBeUndefined();
    expect(made.caveats).toEqual([
      "statement 2 goes, too, though in doubt: a statement that can't be read may let anyone in",
    ]);
    expect(JSON.parse(written(made.steps[0]))).toMatchObject({ Statement: [named] });
  });
});

describe("policyFingerprint", () => {
  const fingerprint = (...statements: unknown[]) => policyFingerprint(read(...statements).offending);

  it("is of the set of what offends", () => {
    expect(fingerprint(everyone)).toMatch(/^[0-9a-f]{24}$/);
    expect(fingerprint(named, doubtful, everyone)).toBe(
      fingerprint({ ...everyone, Sid: "x" }, doubtful, doubtful),
    );
    expect(fingerprint(everyone)).not.toBe(fingerprint(everyone, doubtful));
    expect(fingerprint(everyone)).not.toBe(fingerprint({ ...everyone, Action: "sqs:*" }));
  });
});

describe("policySummary", () => {
  it("is one line, and short", () => {
    expect(policySummary("queue jobs", read(everyone, { ...everyone, Sid: "x" }).offending)).toBe(
      "queue jobs: anyone may sqs:SendMessage",
    );
    const many = ["a:1", "a:2", "a:3", "a:4"].map((Action) => ({ ...everyone, Action }));
    expect(policySummary("queue jobs", read(...many).offending)).toBe(
      "queue jobs: anyone may a:1; anyone may a:2; and 2 more",
    );
  });

  it("names statements by harmless text", () => {
    const made = plan([named, { ...everyone, Sid: `\u001b[2J${"s".repeat(500)}` }]);
    expect(made.steps[0]?.does).not.toContain("\u001b");
    expect(made.steps[0]?.does.length).toBeLessThan(150);
  });
});
