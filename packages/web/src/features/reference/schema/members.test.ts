import { describe, expect, it } from "vitest";
import { defaultOf, membersOf, typeWords } from "./members.ts";

const schemas = {
  Person: {
    type: "object",
    properties: { name: { type: "string" }, boss: { $ref: "#/components/schemas/Person" } },
    required: ["name"],
  },
  Either: { anyOf: [{ type: "object", properties: { a: {} } }, { $ref: "#/components/schemas/Person" }] },
  Loop: { allOf: [{ $ref: "#/components/schemas/Loop" }] },
};
const person = { $ref: "#/components/schemas/Person" };

describe("a type in words", () => {
  it.each<[unknown, string]>([
    [{ type: "string" }, "string"],
    [{ type: "string", format: "date-time" }, "string (date-time)"],
    [{ type: "string", minLength: 1, maxLength: 1000 }, "string, 1 to 1,000 characters"],
    [{ type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, "integer, at least 0"],
    [{ type: "integer", minimum: -Number.MAX_SAFE_INTEGER, maximum: 9 }, "integer, at most 9"],
    [{ type: ["string", "null"] }, "string or null"],
    [{ enum: ["a", "b"], type: "string" }, 'one of "a", "b"'],
    [{ const: 1 }, "1"],
    [{ type: "array", items: person, maxItems: 3 }, "list of Person, at most 3"],
    [{ anyOf: [person, { type: "null" }] }, "Person, or null"],
    [{ allOf: [person, { description: "who" }] }, "Person"],
    [{}, "anything"],
    [undefined, "anything"],
    [{ $ref: "#/components/schemas/Nobody" }, "Nobody"],
  ])("%j", (schema, words) => {
    expect(typeWords(schema, schemas)).toBe(words);
  });
});

describe("the members of a schema", () => {
  const names = (schema: unknown) =>
    membersOf(schema, schemas).map(({ name, required }) => (required ? `${name}!` : name));

  it.each<[string, unknown, string[]]>([
    ["of one that is named", person, ["name!", "boss"]],
    ["of a list's items", { type: "array", items: person }, ["name!", "boss"]],
    ["of each that it may be, once", schemas.Either, ["a", "name!", "boss"]],
    ["of any name", { type: "object", additionalProperties: person }, ["any name"]],
    ["of none", { type: "string" }, []],
    ["of what is not there", { $ref: "#/components/schemas/Nobody" }, []],
    ["of what is nothing but itself", schemas.Loop, []],
  ])("%s", (_, schema, members) => {
    expect(names(schema)).toEqual(members);
  });

  it("say what stands for them when they are left out", () => {
    expect(defaultOf({ default: "all" })).toBe('"all"');
    expect(defaultOf({ default: false })).toBe("false");
    expect(defaultOf({})).toBeUndefined();
  });
});
