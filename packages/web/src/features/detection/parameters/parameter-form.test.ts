import { detections } from "@snapback/core/detections/registry";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { draftOf, readDraft } from "./draft.ts";
import { type Field, formOf } from "./form-model.ts";

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
        tcpPorts: z.array(z.int().min(0)).describe("Ports"),
        names: z.array(z.string()),
        level: z.enum(["low", "high"]),
        days: z.int().min(1).max(9),
        inner: z.object({ on: z.boolean(), count: z.int() }),
        odd: z.record(z.string(), z.int()),
      }),
    ),
  );

  it("asks for each thing in its own way", () => {
    expect(fields.map(({ kind, label }) => [kind, label])).toEqual([
      ["list", "Tcp ports"],
      ["list", "Names"],
      ["choice", "Level"],
      ["integer", "Days"],
      ["group", "Inner"],
      ["json", "Odd"],
    ]);
    expect(fields[3]).toMatchObject({ minimum: 1, maximum: 9 });
  });

  it("takes what people type", () => {
    const draft = {
      tcpPorts: "80, 443\n\n8443",
      names: " a b \nc",
      level: "high",
      days: " 3 ",
      inner: { on: true, count: "" },
      odd: '{"a":1}',
    };
    expect(readDraft(fields, draft)).toEqual({
      values: {
        tcpPorts: [80, 443, 8443],
        names: ["a b", "c"],
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
      days: "1.5",
      inner: { on: false, count: "x" },
      odd: "{",
    };
    expect(readDraft(fields, draft)).toEqual({
      problems: {
        tcpPorts: expect.stringContaining("ssh"),
        days: expect.any(String),
        "inner.count": expect.any(String),
        odd: expect.any(String),
      },
    });
  });
});
