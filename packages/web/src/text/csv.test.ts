import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, csvOf } from "./csv.ts";

/** What RFC 4180 says, and no more. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  let rest = csv;
  while (rest !== "") {
    const [whole, quoted, bare, end] =
      /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? fail(`this is no CSV: ${rest}`);
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === "\r\n") rows.push([]);
    rest = rest.slice(whole?.length);
  }
  return rows.slice(0, -1);
}

function fail(why: string): never {
  throw new Error(why);
}

const cellsOf = (...cells: Cell[]) => {
  const columns = cells.map((_, index) => ({ name: `c${index}`, of: (row: Cell[]) => row[index] }));
  return parse(csvOf(columns, [cells]).slice(1))[1];
};

describe("CSV", () => {
  it("has a byte order mark, a line of names, and CRLF at the end of each line", () => {
    const columns = [
      { name: "id", of: ({ id }: { id: string; n?: number }) => id },
      { name: "count", of: ({ n }: { id: string; n?: number }) => n },
    ];
    expect(csvOf(columns, [{ id: 'a,"b"', n: 2 }, { id: "" }])).toBe(
      '\uFEFF"id","count"\r\n"a,""b""",2\r\n"",\r\n',
    );
    expect(csvOf(columns, [])).toBe('\uFEFF"id","count"\r\n');
  });

  it.each([
    ['=HYPERLINK("https://example.com")', `'=HYPERLINK("https://example.com")`],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["  =1", "'  =1"],
    ['"=1', `'"=1`],
    ["\u3000=1", "'\u3000=1"],
    ["＝1", "'＝1"],
    ["＠x", "'＠x"],
    ["\0=1", "'=1"],
    ["\t=1", "[U+0009]=1"],
    ["\r=1", "[U+000D]=1"],
    ["a\n=1", "a[U+000A]=1"],
    ["\u202E=1", "[U+202E]=1"],
    ["x;=1", "x;'=1"],
    ['x; "@y', `x; "'@y`],
  ])("keeps %j from being a formula", (text, kept) => {
    expect(cellsOf(text)).toEqual([kept]);
  });

  it.each(["a=b", "a - b; c", "1-2", "arn:aws:iam::111122223333:role/x", "you@example.com", "日本語", "'"])(
    "leaves %j as it is",
    (text) => {
      expect(cellsOf(text)).toEqual([text]);
    },
  );

  it("leaves numbers numbers, and has nothing where there is nothing", () => {
    const columns = [-1.5, 1e6, true, undefined].map((of) => ({ name: "n", of: () => of }));
    expect(csvOf(columns, [0]).split("\r\n")[1]).toBe("-1.5,1000000,true,");
  });

  it("cuts what a spreadsheet would go on with in another cell", () => {
    const [cell = ""] = cellsOf(`a${"=".repeat(40_000)}`) ?? [];
    expect(cell.length).toBeLessThan(32_767);
    expect(cell).toMatch(/=… \(8001 more characters\)$/);
  });
});

/** Made of what matters here. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("=", "＝", "+", "-", "@", '"', ",", ";", " ", "'", "a", "\n", "\0") }),
);

describe("whatever the texts are", () => {
  it("the file reads back as the same rows of the same texts, but for what keeps them harmless", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (rows) => {
        const columns = [0, 1].map((index) => ({ name: `c${index}`, of: (row: string[]) => row[index] }));
        const read = parse(csvOf(columns, rows).slice(1)).slice(1);
        const plain = (cell: string) => cell.replaceAll(/'|\[U\+[0-9A-F]+\]|[\p{C}\p{Zl}\p{Zp}]/gu, "");
        expect(read.map((row) => row.map(plain))).toEqual(rows.map((row) => row.map(plain)));
      }),
    );
  });

  it("no cell begins a formula, wherever a spreadsheet divides the line", () => {
    fc.assert(
      fc.property(text, (cell) => {
        const [read = ""] = cellsOf(cell) ?? [];
        for (const part of read.split(";")) expect(part).not.toMatch(/^[\s"]*[=＝+＋\-－@＠]/u);
        expect(read).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});
