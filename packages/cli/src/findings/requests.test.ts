import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { finding, story } from "../../test/findings-story.ts";
import { GONE, scriptedApi } from "../../test/scripted-api.ts";
import { StageError } from "../stage/problem.ts";
import { RefusedError } from "./connection/answer.ts";
import { connect } from "./connection/connection.ts";
import { awaitOutcome, latestFindings, storyOf } from "./requests.ts";

/** A way to an API that gives these answers, and what it was asked. */
async function api(...answers: unknown[]) {
  const { port, asked } = await scriptedApi(...answers);
  const connection = await connect(new Command(), { laptop: true, port }, {});
  return { connection: { ...connection, roundMs: 1 }, asked };
}

const id = (start: string) => `fnd_${start.padEnd(24, "0")}`;
const page = (...starts: string[]) => ({ findings: starts.map((start) => finding({ id: id(start) })) });

describe("latestFindings", () => {
  it("goes on from page to page until it has as many as are wanted", async () => {
    const { connection, asked } = await api({ ...page("a", "b"), cursor: "c 1" }, page("c"));
    const { findings, more } = await latestFindings(connection, ["state=open", "actor:x"], 300);
    expect([findings.map((one) => one.id), more]).toEqual([["a", "b", "c"].map(id), false]);
    expect(asked).toEqual([
      "GET /api/findings?where=state%3Dopen&where=actor%3Ax&limit=200",
      "GET /api/findings?where=state%3Dopen&where=actor%3Ax&limit=200&cursor=c+1",
    ]);
  });

  it("stops there, and says that there are more", async () => {
    const { connection, asked } = await api({ ...page("a"), cursor: "c" }, { ...page("b"), cursor: "d" });
    expect(await latestFindings(connection, [], 2)).toMatchObject({ more: true });
    expect(asked).toEqual(["GET /api/findings?limit=2", "GET /api/findings?limit=1&cursor=c"]);
  });
});

describe("storyOf", () => {
  it("takes a whole id as it is", async () => {
    const { connection, asked } = await api(story());
    await storyOf(connection, id("a"));
    expect(asked).toEqual([`GET /api/findings/${id("a")}`]);
  });

  it.each(["fnd_ab", "ab"])("finds the one that begins with %s", async (named) => {
    const { connection, asked } = await api(page("aa", "ab", "b"), story());
    await storyOf(connection, named);
    expect(asked).toEqual(["GET /api/findings?limit=200", `GET /api/findings/${id("ab")}`]);
  });

  it.each([
    ["a", "2 findings begin with fnd_a: name more of the id."],
    ["c", "None of the latest 200 findings begins with fnd_c: name the whole id."],
  ])("takes no %s that names several, or none", async (named, words) => {
    const { connection } = await api(page("aa", "ab", "b"));
    await expect(storyOf(connection, named)).rejects.toThrow(words);
  });

  it.each(["", "fnd_", "../settings", "fnd_x", "a?b", `${id("a")}0`])(
    "asks for nothing by %j",
    async (named) => {
      const { connection, asked } = await api(story());
      await expect(storyOf(connection, named)).rejects.toThrow(StageError);
      expect(asked).toEqual([]);
    },
  );
});

describe("awaitOutcome", () => {
  const [entry] = story().activity;
  const own = entry
    ? [{ ...entry, by: { kind: "person" as const, name: "a" }, decision: "dec_1", to: "responding" as const }]
    : [];
  const responding = story({ finding: finding({ state: "responding" }), activity: own });
  const remediated = story({ finding: finding({ state: "remediated" }), activity: own });
  const decision = { id: "dec_1", action: "approve" as const };

  it("looks again until the finding shows it, and tells each state once", async () => {
    const waiting = story({ finding: finding({ state: "awaiting-approval" }) });
    const { connection } = await api(waiting, responding, responding, undefined, responding, remediated);
    const told: string[] = [];
    const end = await awaitOutcome(connection, id("a"), decision, 10_000, (words) => void told.push(words));
    expect(end.outcome?.result).toBe("done");
    expect(told).toEqual(["responding"]);
  });

  it("goes on after some looks that came to nothing, and not after many in a row", async () => {
    const four = Array.from({ length: 4 }, () => undefined);
    const some = await api(...four, responding, ...four, remediated);
    const tell = () => {};
    expect((await awaitOutcome(some.connection, id("a"), decision, 10_000, tell)).outcome?.result).toBe(
      "done",
    );
    const many = await api(responding, undefined);
    await expect(awaitOutcome(many.connection, id("a"), decision, 10_000, tell)).rejects.toThrow(StageError);
    expect(many.asked).toHaveLength(6);
  });

  it("does not go on where the finding is gone", async () => {
    const { connection, asked } = await api(responding, GONE);
    await expect(awaitOutcome(connection, id("a"), decision, 10_000, () => {})).rejects.toThrow(RefusedError);
    expect(asked).toHaveLength(2);
  });

  it("ends without, once its time is over", async () => {
    const { connection } = await api(responding);
    expect(await awaitOutcome(connection, id("a"), decision, 0, () => {})).toMatchObject({
      story: responding,
      outcome: undefined,
    });
  });
});
