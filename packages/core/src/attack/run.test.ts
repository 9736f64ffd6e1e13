import { describe, expect, it } from "vitest";
import type { Attack } from "../detections/define.ts";
import type { Json } from "../json.ts";
import { AttackError, runAttack } from "./run.ts";

const make = { service: "iam", operation: "CreateUser", input: { UserName: "u" }, does: "makes a user" };
const key = { service: "iam", operation: "CreateAccessKey", input: { UserName: "u" }, does: "makes a key" };
const attack = (...steps: Attack["steps"]): Attack => ({ name: "a", title: "A", steps });

/** As the SDK throws it. */
function awsError(name: string, message = "no"): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 409 } });
}

/** Runs it with answers, or errors, in their order; says what was sent and what was heard. */
async function run(given: Attack, ...answers: unknown[]) {
  const sent: Json[] = [];
  const heard: unknown[] = [];
  const send = async (service: string, operation: string, input: Json) => {
    sent.push([service, operation, input]);
    const answer = answers[sent.length - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const watch = {
    begins: ({ does, input }: Attack["steps"][number]) => void heard.push([does, input]),
    ended: (outcome: unknown) => void heard.push(outcome),
  };
  const failure = await runAttack(given, send, watch).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { sent, heard, failure };
}

describe("an attack", () => {
  it("sends its steps in order, with what earlier ones answered, and tells of each as it is sent", async () => {
    const used = { ...key, input: { UserName: { $from: { step: 0, path: ["User", "UserName"] } } } };
    const { sent, heard, failure } = await run(attack(make, used), { User: { UserName: "made" } }, { b: 2 });
    expect(failure).toBeUndefined();
    expect(sent).toEqual([
      ["iam", "CreateUser", { UserName: "u" }],
      ["iam", "CreateAccessKey", { UserName: "made" }],
    ]);
    expect(heard).toEqual([
      ["makes a user", { UserName: "u" }],
      { answer: { User: { UserName: "made" } } },
      ["makes a key", { UserName: "made" }],
      { answer: { b: 2 } },
    ]);
  });

  it("ends at the first step that fails, with AWS's words", async () => {
    const { sent, failure } = await run(attack(make, key), awsError("AccessDenied", "you may not"));
    expect(sent).toHaveLength(1);
    expect(failure).toBeInstanceOf(AttackError);
    expect(failure).toMatchObject({ message: "AccessDenied: you may not" });
  });

  it.each([
    awsError("EntityAlreadyExistsException"),
    awsError("BucketAlreadyOwnedByYou"),
    awsError("QueueNameExists"),
    awsError("ResourceConflictException", "The statement id (everyone) provided already exists."),
  ])("goes on past what stands from an earlier run: $name", async (error) => {
    const { sent, heard, failure } = await run(attack(make, key), error, {});
    expect(failure).toBeUndefined();
    expect(sent).toHaveLength(2);
    expect(heard).toContain("there");
  });

  it("has to have an effect: the dangerous call, which is the last, may not stand", async () => {
    const { failure } = await run(attack(make, key), {}, awsError("EntityAlreadyExistsException"));
    expect(failure).toMatchObject({ message: expect.stringContaining("--reset") });
  });

  it("does not go on where a later step needs what was to be made", async () => {
    const path = ["User", "Arn"];
    const list = { ...key, input: { Arns: [{ Arn: { $from: { step: 0, path } } }] } };
    const { sent, failure } = await run(attack(make, list), awsError("EntityAlreadyExistsException"));
    expect(sent).toHaveLength(1);
    expect(failure).toMatchObject({ message: expect.stringContaining("stands from an earlier run") });
    const other = { ...key, input: { Arn: { $from: { step: 1, path } } } };
    const answers = [awsError("EntityAlreadyExistsException"), { User: { Arn: "arn" } }, {}];
    expect((await run(attack(make, make, other), ...answers)).failure).toBeUndefined();
  });
});
