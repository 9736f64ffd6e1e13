import { describe, expect, test } from "vitest";
import * as z from "zod";
import { openAccount } from "./account.ts";
import { kind, StoredStateError } from "./table.ts";

const things = kind("things", z.object({ id: z.string(), size: z.int() }));

function open(stored: [string, unknown][] = []) {
  return openAccount("111122223333", "us-east-1", stored);
}

describe("a table", () => {
  test("is a region's own, and the same each time", () => {
    const state = open([["sandbox/account/eu-west-1/things/b", { id: "b", size: 2 }]]);
    const home = state.in("us-east-1");
    home.table(things).put({ id: "a", size: 1 });
    expect(home.in("us-east-1").table(things).rows()).toEqual([{ id: "a", size: 1 }]);
    expect(home.in("eu-west-1").table(things).rows()).toEqual([{ id: "b", size: 2 }]);
    expect(home.in("eu-west-1").home.table(things).get("a")).toEqual({ id: "a", size: 1 });
  });

  test("is another account's own, too", () => {
    open().in("us-east-1").table(things).put({ id: "a", size: 1 });
    expect(open().in("us-east-1").table(things).rows()).toEqual([]);
  });

  test("gives back what a step that failed changed, also where that opened it", () => {
    const stored: [string, unknown][] = [["sandbox/account/us-east-1/things/a", { id: "a", size: 1 }]];
    const state = open(stored);
    const step = () =>
      state.attempt(() => {
        state.in("us-east-1").table(things).put({ id: "a", size: 2 });
        state.in("us-east-1").table(things).delete("b");
        throw new Error("no");
      });
    expect(step).toThrow("no");
    expect(state.in("us-east-1").table(things).rows()).toEqual([{ id: "a", size: 1 }]);
    expect(state.changes()).toEqual([]);
  });
});

test("rows of another version stop the account from being opened", () => {
  const stored: [string, unknown][] = [["sandbox/account/eu-west-1/things/a", { id: "a", size: "large" }]];
  expect(() => open(stored)).toThrow(StoredStateError);
  expect(() => open(stored)).toThrow(/things\/a is not what this version of the sandbox writes/);
});

test("rows of a kind that is no more are let be", () => {
  expect(() => open([["sandbox/account/us-east-1/old-things/a", 1]])).not.toThrow();
});

test("two kinds can't have one name", () => {
  expect(() => kind("things", z.object({ id: z.string() }))).toThrow(
    /Two kinds of resource are named things/,
  );
});
