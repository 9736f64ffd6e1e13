import { LONGEST_NOTE } from "@snapback/core/note/limit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { openTestApi, type TestApi } from "../../../test/api.ts";

let t: TestApi;
beforeAll(async () => void (t = await openTestApi()));
afterAll(() => t.close());
beforeEach(() => t.reset());

const Shown = z.object({ notes: z.array(z.looseObject({ id: z.string(), text: z.string() })) });
const notesOf = async (id: string) =>
  Shown.parse((await t.send("GET", `/api/findings/${id}`, undefined, { role: "viewer" })).body).notes;
const textsOf = async (id: string) => (await notesOf(id)).map(({ text }) => text);
const later = (ms: number) => void (t.clock.now = new Date(t.clock.now.getTime() + ms));

describe("POST /api/findings/{id}/notes", () => {
  it("is kept with the finding for everyone to read, the earliest first, with who wrote it", async () => {
    const { id, ask } = await t.finding({});
    const first = await ask("notes", { text: "  the owner was asked\n" });
    later(1000);
    await ask("notes", { text: "and knows of nothing" }, { id: "2" });
    expect(first).toMatchObject({
      status: 201,
      body: {
        note: {
          text: "the owner was asked",
          at: "2026-11-23T09:00:00.000Z",
          by: { kind: "person", name: "1@example.com", id: "1" },
        },
      },
    });
    expect(await notesOf(id)).toEqual([
      first.body.note,
      expect.objectContaining({ text: "and knows of nothing", by: expect.objectContaining({ id: "2" }) }),
    ]);
  });

  it("is no decision, and is told to nobody who acts", async () => {
    const { id, ask, decisions } = await t.finding({ state: "failed" });
    await ask("notes", { text: "look at this" });
    expect(t.published).toEqual([]);
    await ask("dismiss", { reason: "a test" });
    expect(await decisions()).toMatchObject([{ action: "dismiss" }]);
    expect(await textsOf(id)).toEqual(["look at this"]);
  });

  it("is in the activity of all, about its finding, without being a decision there", async () => {
    const { id, ask } = await t.finding({});
    later(1_000_000);
    await ask("notes", { text: "for the record" });
    const { body } = await t.send("GET", "/api/activity?limit=1");
    expect(body.entries).toEqual([
      {
        id: expect.stringContaining(id),
        at: t.clock.now.toISOString(),
        by: { kind: "person", name: "1@example.com", id: "1" },
        what: "noted: for the record",
        about: { kind: "finding", id },
      },
    ]);
  });

  it("is written once for a key of the same person, however often it comes, also at the same moment", async () => {
    const { id, ask } = await t.finding({});
    const again = () => ask("notes", { text: "once" }, { key: "k" });
    const answers = await Promise.all([again(), again(), again()]);
    later(60_000);
    answers.push(await again());
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await textsOf(id)).toEqual(["once"]);
    expect(await ask("notes", { text: "twice" }, { key: "k" })).toMatchObject({
      status: 409,
      body: { title: "Key used already" },
    });
    const other = await t.finding({});
    await ask("notes", { text: "of somebody else" }, { key: "k", id: "2" });
    const about = await other.ask("notes", { text: "about another" }, { key: "k" });
    expect(about.body.note).not.toMatchObject({ id: (await notesOf(id))[0]?.id });
    await ask("notes", { text: "without a key" });
    await ask("notes", { text: "without a key" });
    expect((await textsOf(id)).toSorted()).toEqual([
      "of somebody else",
      "once",
      "without a key",
      "without a key",
    ]);
    expect(await textsOf(other.id)).toEqual(["about another"]);
  });

  it("keeps hostile text as it is, up to its limit", async () => {
    const { id, ask } = await t.finding({});
    const hostile = "<img src=x onerror=alert(1)>\u202e=cmd|'/c calc'!A1";
    await ask("notes", { text: hostile });
    later(1);
    await ask("notes", { text: "x".repeat(LONGEST_NOTE) });
    expect(await textsOf(id)).toEqual([hostile, "x".repeat(LONGEST_NOTE)]);
  });

  it.each<[string, unknown]>([
    ["nothing", {}],
    ["blanks", { text: " \n " }],
    ["more than there is room for", { text: "x".repeat(LONGEST_NOTE + 1) }],
    ["another type", { text: ["x"] }],
    ["more than was asked for", { text: "x", by: "somebody else" }],
    ["what is no JSON", "{"],
  ])("does not take %s", async (_, body) => {
    const { id, ask } = await t.finding({});
    expect(await ask("notes", body)).toMatchObject({
      status: 400,
      type: expect.stringContaining("problem+json"),
    });
    expect(await notesOf(id)).toEqual([]);
  });

  it("is for responders, about findings that are there", async () => {
    const { id, ask } = await t.finding({});
    expect(await ask("notes", { text: "x" }, { role: "viewer" })).toMatchObject({ status: 403 });
    expect(await ask("notes", { text: "x" }, { role: "admin" })).toMatchObject({ status: 201 });
    expect(await textsOf(id)).toEqual(["x"]);
    expect(await t.send("POST", "/api/findings/fnd_none/notes", { text: "x" })).toMatchObject({
      status: 404,
    });
  });
});
