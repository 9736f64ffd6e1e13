import { describe, expect, it } from "vitest";
import { awsFailure } from "../aws/error.ts";
import type { Swept } from "./define.ts";
import { lookThrough } from "./look-through.ts";

const aws = (name: string) => Object.assign(new Error(`AWS says ${name}`), { name, $fault: "client" });

async function seen(answers: readonly (string | Error)[]) {
  const found: string[] = [];
  const look = async (answer: string | Error): Promise<Swept<unknown>> => {
    if (answer instanceof Error) throw answer;
    return { resource: answer, violations: [] };
  };
  let error: unknown;
  try {
    for await (const { resource } of lookThrough(answers, look)) found.push(resource);
  } catch (thrown) {
    error = thrown;
  }
  return { found, error };
}

describe("a look through resources", () => {
  it("leaves out what is gone meanwhile", async () => {
    expect(await seen(["a", aws("NotFoundException"), "b"])).toEqual({ found: ["a", "b"], error: undefined });
  });

  it("sees the others of one that it may not look at, and tells in the end", async () => {
    const refused = [aws("AccessDeniedException"), aws("UnsupportedOperationException")];
    const { found, error } = await seen(["a", ...refused, "b"]);
    expect(found).toEqual(["a", "b"]);
    expect(error).toMatchObject({
      name: "AccessDeniedException",
      message: "2 could not be looked at: AWS says AccessDeniedException",
      cause: refused[0],
    });
    expect(awsFailure(error)).toBe("denied");
    expect(awsFailure((await seen([aws("UnsupportedOperationException")])).error)).toBe("refused");
  });

  it("stops at what may pass, and at what is no error of AWS's", async () => {
    for (const error of [aws("ThrottlingException"), new TypeError("a bug")])
      expect(await seen(["a", error, "b"])).toEqual({ found: ["a"], error });
  });
});
