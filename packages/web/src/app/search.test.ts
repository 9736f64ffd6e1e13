import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listAddress } from "../features/finding/list-address.ts";
import { parseSearch, stringifySearch } from "./search.ts";

describe("the search of an address", () => {
  it("says the same after it was text, whatever is in it", () => {
    const values = fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 4 });
    const search = fc.dictionary(
      fc.string({ minLength: 1 }),
      fc.oneof(fc.string({ unit: "binary" }), values),
    );
    fc.assert(
      fc.property(search, (said) => {
        // A parameter can't be called that: it would be the object's prototype.
        fc.pre(!Object.hasOwn(said, "__proto__"));
        expect(parseSearch(stringifySearch(said))).toEqual({ ...said });
      }),
    );
  });

  it("can be read and written by people", () => {
    expect(stringifySearch({ where: ["state=open", "text:a b"], days: 7, gone: undefined })).toBe(
      "?where=state%3Dopen&where=text%3Aa+b&days=7",
    );
    expect(stringifySearch({})).toBe("");
  });
});

describe("the address of a list", () => {
  it("has its terms", () => {
    const address = listAddress(["state=open,failed", "actor=a&b"], "-severity");
    expect(parseSearch(address.replace("/findings", ""))).toEqual({
      where: ["state=open,failed", "actor=a&b"],
      sort: "-severity",
    });
    expect(listAddress([])).toBe("/findings");
  });

  it("is made of any text, half a character included", () => {
    const address = listAddress(['resource=a&where=b#c"d\ud83d']);
    expect(new URL(address, "http://127.0.0.1").searchParams.getAll("where")).toEqual([
      'resource=a&where=b#c"d\ufffd',
    ]);
  });
});
