import { describe, expect, it } from "vitest";
import { parsePreferences } from "./preferences.ts";

const known = ["severity", "finding", "id"];
const fresh = {
  pageSize: 50,
  wrapLines: true,
  contentDensity: "compact",
  columns: [
    { id: "severity", visible: true },
    { id: "finding", visible: true },
    { id: "id", visible: false },
  ],
  widths: {},
  shortcut: true,
};

describe("preferences", () => {
  it("are what they were", () => {
    const preferences = {
      pageSize: 200,
      wrapLines: false,
      contentDensity: "comfortable",
      columns: [
        { id: "id", visible: true },
        { id: "finding", visible: true },
        { id: "severity", visible: false },
      ],
      widths: { finding: 320.5 },
      shortcut: false,
    };
    expect(parsePreferences(JSON.stringify(preferences), known)).toEqual(preferences);
  });

  it.each([null, "", "null", "[]", "7", '{"columns":7,"pageSize":7}', '{"columns":[null,{"id":"gone"}]}'])(
    "are those of somebody who has none where the text is %j",
    (text) => {
      expect(parsePreferences(text, known)).toEqual(fresh);
    },
  );

  it("have no width that hides a column, and none of a column that is gone", () => {
    const widths = { severity: 3, finding: "wide", id: 120, gone: 120 };
    expect(parsePreferences(JSON.stringify({ widths }), known).widths).toEqual({ id: 120 });
  });

  it("have each column once, and new ones last and hidden", () => {
    const columns = [{ id: "finding", visible: true }, { id: "finding", visible: false }, { id: "gone" }];
    expect(parsePreferences(JSON.stringify({ columns }), known).columns).toEqual([
      { id: "finding", visible: true },
      { id: "severity", visible: false },
      { id: "id", visible: false },
    ]);
  });
});
