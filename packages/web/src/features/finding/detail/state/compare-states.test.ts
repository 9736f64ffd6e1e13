import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareStates, type Row } from "./compare-states.ts";
import { spelled, unpacked } from "./json-value.ts";

const shown = (rows: Row[]) => rows.map(({ path, mark }) => `${path.join(".")} ${mark}`);
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const world = { Sid: "World", Effect: "Allow", Principal: "*", Action: "s3:GetObject" };
const ownAccount = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "s3:*" };

describe("compareStates", () => {
  it("has a row for each member, however deep, with what became of it", () => {
    const before = { name: "t", logs: { on: false, to: "b" }, gone: 1 };
    const after = { name: "t", logs: { on: true, to: "b" }, fresh: [] };

    expect(compareStates(before, after)).toEqual([
      { path: ["name"], mark: "same", before: "t", after: "t" },
      { path: ["logs", "on"], mark: "changed", before: false, after: true },
      { path: ["logs", "to"], mark: "same", before: "b", after: "b" },
      { path: ["gone"], mark: "removed", before: 1, after: undefined },
      { path: ["fresh"], mark: "added", before: undefined, after: [] },
    ]);
  });

  it("shows what was there at all of what was nothing", () => {
    const block = { BlockPublicAcls: true, IgnorePublicAcls: false };

    expect(shown(compareStates({ block: null }, { block }))).toEqual([
      "block.BlockPublicAcls added",
      "block.IgnorePublicAcls added",
    ]);
    expect(shown(compareStates({ block: {} }, { block: null }))).toEqual(["block changed"]);
    expect(shown(compareStates({ exists: false }, { exists: true, trail: { Name: "t" } }))).toEqual([
      "exists changed",
      "trail.Name added",
    ]);
  });

  it("compares a policy statement by statement, in whichever order and spelling it is", () => {
    const rows = compareStates(
      { policy: policy(ownAccount, world) },
      { policy: JSON.stringify({ Statement: [ownAccount], Version: "2012-10-17" }, null, 2) },
    );

    expect(shown(rows)).toEqual([
      "policy.Version same",
      "policy.Statement.statement 1 same",
      "policy.Statement.statement 2 removed",
    ]);
    expect(rows[2]?.before).toEqual(world);
  });

  it("looks into a statement that has changed, by its Sid or where it is the only one", () => {
    const narrowed = { ...world, Principal: { AWS: "111122223333" } };
    const { Sid: _, ...nameless } = world;
    const { Sid: _Sid, ...namelessNarrowed } = narrowed;

    for (const [was, is, name] of [
      [world, narrowed, "World"],
      [nameless, namelessNarrowed, "statement 1"],
    ] as const) {
      const marks = shown(compareStates({ policy: policy(was) }, { policy: policy(is) }));
      expect(marks).toContain(`policy.Statement.${name}.Principal changed`);
      expect(marks).toContain(`policy.Statement.${name}.Action same`);
    }
  });

  it("shows the statements of a policy that is taken away as a whole", () => {
    expect(shown(compareStates({ policy: policy(world) }, { policy: "" }))).toEqual([
      "policy.Version removed",
      "policy.Statement.World removed",
    ]);
    expect(shown(compareStates({ statements: [JSON.stringify(world)] }, { statements: [] }))).toEqual([
      "statements.World removed",
    ]);
  });

  it("tells items of a list apart by their ids, and plain ones by what they are", () => {
    const entry = (ruleNumber: number, source: string) => ({ ruleNumber, source });

    expect(
      shown(
        compareStates(
          { ingress: [entry(90, "0.0.0.0/0"), entry(100, "10.0.0.0/8")], sharedWith: ["all", "1"] },
          { ingress: [entry(90, "192.0.2.0/24"), entry(100, "10.0.0.0/8")], sharedWith: ["1", "2"] },
        ),
      ),
    ).toEqual([
      "ingress.90.ruleNumber same",
      "ingress.90.source changed",
      "ingress.100 same",
      "sharedWith removed",
      "sharedWith same",
      "sharedWith added",
    ]);
  });

  it("does not take another item for the same one changed", () => {
    const [ada, bob] = [{ Sid: "Ada" }, { Sid: "Bob" }].map((own) => ({ ...world, ...own }));

    expect(shown(compareStates({ statements: [ada] }, { statements: [bob] }))).toEqual([
      "statements.Ada removed",
      "statements.Bob added",
    ]);
  });

  it("takes ids for ids only where each item has its own", () => {
    const twice = [
      { Key: "a", Value: "1" },
      { Key: "a", Value: "2" },
    ];

    expect(shown(compareStates({ tags: twice }, { tags: twice.slice(1) }))).toEqual([
      "tags.item 1 removed",
      "tags.item 2 same",
    ]);
  });

  it("does not fall over text that is almost JSON, or deeper than any stack", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);

    expect(shown(compareStates({ a: "{x", b: deep }, { a: "{x", b: `${deep} ` }))).toEqual([
      "a same",
      "b changed",
    ]);
  });
});

/** Small alphabets, so that the two have much in common. */
const leaf = fc.constantFrom<unknown>(null, true, 0, 1, "", "a", "{", '{"k":1}', "__proto__");
const { state } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, tie("list"), tie("state")),
  list: fc.array(tie("value"), { maxLength: 4 }),
  state: fc.dictionary(fc.constantFrom("Sid", "Statement", "k", "id"), tie("value"), { maxKeys: 4 }),
}));

/** All plain values in it, in any order, without those that stand for nothing. */
function plain(value: unknown): string[] {
  const read = unpacked(value);
  if (read === null || read === "" || read === undefined) return [];
  return typeof read === "object" ? Object.values(read).flatMap(plain) : [JSON.stringify(read)];
}

describe("whatever the states are", () => {
  const other = { added: "removed", removed: "added", changed: "changed", same: "same" } as const;

  it("nothing of them is left out, and nothing made up", () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        const rows = compareStates(before, after);
        expect(rows.flatMap((row) => plain(row.before)).toSorted()).toEqual(plain(before).toSorted());
        expect(rows.flatMap((row) => plain(row.after)).toSorted()).toEqual(plain(after).toSorted());
      }),
    );
  });

  it("the same has no differences, and what differs has some", () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        expect(compareStates(before, structuredClone(before)).every(({ mark }) => mark === "same")).toBe(
          true,
        );
        const differ = plain(before).toSorted().join() !== plain(after).toSorted().join();
        const told = compareStates(before, after).some(({ mark }) => mark !== "same");
        expect(told || !differ).toBe(true);
      }),
    );
  });

  it("the other way round, what was removed is added", () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        const rows = (one: unknown, two: unknown, flip: boolean) =>
          compareStates(one, two)
            .map((row) =>
              flip
                ? { mark: other[row.mark], is: row.before, was: row.after }
                : { mark: row.mark, is: row.after, was: row.before },
            )
            .map((row) => spelled([row.mark, row.was ?? "-", row.is ?? "-"]))
            .toSorted();
        expect(rows(before, after, false)).toEqual(rows(after, before, true));
      }),
    );
  });
});
