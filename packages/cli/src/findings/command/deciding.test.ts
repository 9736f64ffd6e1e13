import { describe, expect, it } from "vitest";
import { findings } from "../../../test/findings-run.ts";
import { finding, proposal, story } from "../../../test/findings-story.ts";
import { scriptedApi } from "../../../test/scripted-api.ts";
import type { Story } from "../views.ts";

const { id } = finding();

/** What the command came to where the finding is like this, and what it asked the API. */
async function ran(changes: Partial<Story>, args: readonly string[], answer?: string) {
  const { port, asked } = await scriptedApi(story(changes));
  const how = answer === undefined ? {} : { answer };
  return { ...(await findings([...args, "--laptop", "--port", String(port)], how)), asked };
}

const looked = [`GET /api/findings/${id}`];

describe("undo", () => {
  const undo = { attempt: 4, possible: true, commands: ["aws iam x"], lost: ["the id"], byPerson: false };

  it("says beforehand what it runs, and what it does not bring back", async () => {
    const { code, out, asked } = await ran({ undo }, ["undo", id, "--reason", "needed"], "");
    expect(out).toContain("The undo:\n$ aws iam x\nAn undo does not bring back: the id\n");
    expect([code, asked]).toEqual([1, looked]);
  });

  it("hands what gives rights in IAM to a person, and asks for nothing", async () => {
    const why = "It gives rights in IAM, which a person does with their own.";
    const byPerson = { ...undo, possible: false, byPerson: true, why };
    const { code, out, err, asked } = await ran({ undo: byPerson }, [
      "undo",
      id,
      "--reason",
      "needed",
      "--yes",
    ]);
    expect(out).toContain("The undo is for a person to run:\n$ aws iam x\n");
    expect([code, err, asked]).toEqual([1, `${why}\n`, looked]);
  });
});

describe("approve", () => {
  it.each(["", "n", "no", "yess", "ay"])("takes %j for a no", async (answer) => {
    const { code, err, asked } = await ran({ proposal }, ["approve", id], answer);
    expect([code, asked]).toEqual([1, looked]);
    expect(err).toMatch(/\nNothing was done\.\n$/);
  });

  it.each(["y", "YES", " yes "])("takes %j for a yes", async (answer) => {
    const { asked } = await ran({ proposal }, ["approve", id, "--no-wait"], answer);
    expect(asked).toEqual([...looked, `POST /api/findings/${id}/approve`]);
  });

  it("says what can be done where no plan waits", async () => {
    const { err } = await ran({ actions: ["exempt", "retry"] }, ["approve", id, "--yes"]);
    expect(err).toBe(
      "No plan waits for approval: the finding is awaiting-approval. What can be done: exempt, retry.\n",
    );
    const nothing = await ran({}, ["approve", id, "--yes"]);
    expect(nothing.err).toMatch(/Nothing can be done about it now\.\n$/);
  });
});
