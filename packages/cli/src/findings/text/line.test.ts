import { describe, expect, it } from "vitest";
import { indented, rendered, tabulated } from "./line.ts";

const red = (text: string) => ({ text, style: "red" as const });

describe("rendered", () => {
  it("colours where colours are wanted, and says the same without", () => {
    const lines = ["plain", ["a ", red("b")]] as const;
    expect(rendered(lines, true)).toBe("plain\na \u001b[31mb\u001b[39m\n");
    expect(rendered(lines, false)).toBe("plain\na b\n");
    expect(rendered([], true)).toBe("");
  });

  it("lets nothing that it tells reach the terminal's controls, or look like another line", () => {
    const hostile = "\u001b[2Ja\nremediated\u202e\u009b31m";
    const shown = "\\u001b[2Ja\\u000aremediated\\u202e\\u009b31m";
    expect(rendered([hostile, [hostile, red(hostile)]], false)).toBe(`${shown}\n${shown}${shown}\n`);
    expect(rendered([[red(hostile)]], true)).toBe(`\u001b[31m${shown}\u001b[39m\n`);
  });
});

describe("tabulated", () => {
  it("puts columns below each other, as they show, and leaves no blanks at the end", () => {
    const rows = tabulated([
      ["a", red("b"), "c"],
      ["\u001b", "longer", ""],
      ["aa", "b"],
    ]);
    expect(rendered(rows, false)).toBe("a       b       c\n\\u001b  longer\naa      b\n");
    expect(rendered(rows, true)).toContain("\u001b[31mb\u001b[39m       c\n");
  });
});

it("indents lines of both kinds", () => {
  expect(rendered(indented(["a", [red("b")]]), false)).toBe("  a\n  b\n");
});
