import { detections } from "@snapback/core/detections/registry";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { draftOf, readDraft } from "./draft.ts";
import { type Field, formOf } from "./form-model.ts";
import { refusedFields } from "./refused-fields.ts";

const schemaOf = (parameters: z.ZodType) =>
  z.toJSONSchema(parameters, { io: "input", unrepresentable: "any" });
const kinds = (fields: readonly Field[]): string[] =>
  fields.flatMap((field) => (field.kind === "group" ? kinds(field.fields) : [field.kind]));

describe("the form of every detection's parameters", () => {
  it.each(detections.map((detection) => [detection.id, detection.parameters] as const))(
    "of %s has a field for each, and gives back what is in it",
    (_, parameters) => {
      const fields = formOf(schemaOf(parameters));
      expect(kinds(fields)).not.toContain("json");
      const defaults = z.record(z.string(), z.unknown()).parse(parameters.parse({}));
      expect(fields.map(({ name }) => name).toSorted()).toEqual(Object.keys(defaults).toSorted());
      expect(readDraft(fields, draftOf(fields, defaults))).toEqual({ values: defaults });
    },
  );
});

describe("a form", () => {
  const fields = formOf(
    schemaOf(
      z.object({
        tcpPorts: z.array(z.int().min(0)).describe("Ports").default([80, 443]),
        names: z.array(z.string()).default([]),
        level: z.enum(["low", "high"]),
        days: z.int().min(1).max(9),
        inner: z.object({ on: z.boolean(), count: z.int() }),
        odd: z.record(z.string(), z.int()),
      }),
    ),
  );

  it("asks for each thing in its own way", () => {
    expect(fields.map(({ kind, label }) => [kind, label])).toEqual([
      ["list", "TCP ports"],
      ["list", "Names"],
      ["choice", "Level"],
      ["integer", "Days"],
      ["group", "Inner"],
      ["json", "Odd"],
    ]);
    expect(fields[0]).toMatchObject({ description: "Ports", fallback: "80, 443", minimum: 0 });
    expect(fields[1]).toMatchObject({ fallback: "none" });
    expect(fields[3]).toMatchObject({ minimum: 1, maximum: 9, fallback: undefined });
  });

  it("takes what people type", () => {
    const draft = {
      tcpPorts: "80, 443\n\n8443",
      names: " a b \nc,d",
      level: "high",
      days: " 3 ",
      inner: { on: true, count: "" },
      odd: '{"a":1}',
    };
    expect(readDraft(fields, draft)).toEqual({
      values: {
        tcpPorts: [80, 443, 8443],
        names: ["a b", "c,d"],
        level: "high",
        days: 3,
        inner: { on: true },
        odd: { a: 1 },
      },
    });
  });

  it("says at each field what is wrong with it", () => {
    const draft = {
      tcpPorts: "80, ssh",
      names: "",
      level: "",
      days: "10",
      inner: { on: false, count: "x" },
      odd: "{",
    };
    expect(readDraft(fields, draft)).toEqual({
      problems: {
        tcpPorts: expect.stringContaining("ssh"),
        days: "10 is more than 9.",
        "inner.count": '"x" is no whole number.',
        odd: expect.any(String),
      },
    });
  });
});

describe("what the API says against parameters", () => {
  const fields = formOf(
    schemaOf(z.object({ ports: z.array(z.int()), inner: z.object({ count: z.int() }), "a/b~c": z.string() })),
  );

  it("is at the field that it is about, with the entry of a list", () => {
    const errors = [
      { pointer: "#/values/ports/1", detail: "Too big" },
      { pointer: "#/values/ports/2", detail: "Too small" },
      { pointer: "#/values/inner/count", detail: "Expected number" },
      { pointer: "#/values/a~1b~0c", detail: "Too long" },
    ];
    expect(refusedFields(fields, errors)).toEqual({
      ports: "Entry 2: Too big Entry 3: Too small",
      "inner.count": "Expected number",
      "a/b~c": "Too long",
    });
  });

  it("and is about none of them is left to the notice", () => {
    const strange = ["#/version", "#/values/none", "#/values/inner/none", "#/values/%", "#/values", ""];
    expect(
      refusedFields(fields, [{ detail: "x" }, ...strange.map((pointer) => ({ pointer, detail: "x" }))]),
    ).toEqual({});
  });
});

it("whatever a form of such fields can hold comes back from it", () => {
  const text = fc
    .string({ unit: "grapheme" })
    .filter((line) => line.trim() !== "" && line === line.trim() && !/[\n]/.test(line));
  const values = fc.record({
    ports: fc.array(fc.integer({ min: 0, max: 65_535 })),
    names: fc.array(text),
    level: fc.constantFrom("low", "high"),
    inner: fc.record({ on: fc.boolean(), count: fc.integer() }),
    odd: fc.dictionary(
      fc.string().filter((name) => name !== "__proto__"),
      fc.integer(),
    ),
  });
  const fields = formOf(
    schemaOf(
      z.object({
        ports: z.array(z.int().min(0).max(65_535)),
        names: z.array(z.string()),
        level: z.enum(["low", "high"]),
        inner: z.object({ on: z.boolean(), count: z.int() }),
        odd: z.record(z.string(), z.int()),
      }),
    ),
  );
  fc.assert(
    fc.property(values, (given) => {
      expect(readDraft(fields, draftOf(fields, given))).toEqual({ values: given });
    }),
  );
});
