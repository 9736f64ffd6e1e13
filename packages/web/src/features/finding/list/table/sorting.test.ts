import { expect, it } from "vitest";
import { newestFirst, sortedBy, sortOf } from "./sorting.ts";

const columns = [{ id: "finding" }, { id: "severity", sortingField: "severity" }];
const column = (sortingField: string) => ({ sortingField });

it("shows the order in its column", () => {
  expect(sortedBy(columns, "-severity")).toMatchObject({
    sortingColumn: { id: "severity" },
    sortingDescending: true,
  });
  expect(sortedBy([], "actor")).toEqual({});
});

it("begins with what matters most, and turns round where it is in that order already", () => {
  const ask = (field: string, isDescending: boolean, before: Parameters<typeof sortOf>[1]) =>
    sortOf({ sortingColumn: column(field), isDescending }, before);
  expect(ask("severity", false, "-lastSeen")).toBe("-severity");
  expect(ask("severity", false, "-severity")).toBe("severity");
  expect(ask("actor", false, "-severity")).toBe("actor");
  expect(ask("actor", true, "actor")).toBe("-actor");
  expect(ask("color", false, "actor")).toBe("-lastSeen");
});

it("knows whether new findings come in at the top", () => {
  expect((["-lastSeen", "-opened", "lastSeen", "-severity"] as const).map(newestFirst)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
