import { z } from "@hono/zod-openapi";
import { describe, expect, it } from "vitest";
import { invalid, pointerOf } from "./invalid.ts";

const Body = z.strictObject({
  reason: z.string().min(1),
  scope: z.strictObject({ ports: z.array(z.int()).optional() }).optional(),
  either: z.union([z.int().max(9), z.array(z.string().max(3)), z.object({ a: z.int() })]).optional(),
});

function errorsOf(body: unknown) {
  const { error } = Body.safeParse(body);
  if (!error) throw new Error("it is valid");
  return invalid(error, "json");
}

describe("what is wrong with a body", () => {
  it("is told field by field, each by its own place", () => {
    const { errors, detail } = errorsOf({ reason: "", scope: { ports: [1, "ssh"] } });
    expect(errors).toEqual([
      { pointer: "#/reason", detail: "Too small: expected string to have >=1 characters" },
      { pointer: "#/scope/ports/1", detail: "Invalid input: expected number, received string" },
    ]);
    for (const error of errors) expect(detail).toContain(error.detail);
  });

  it("has every member that there is not, by its own name", () => {
    expect(errorsOf({ reason: "x", "a/b": 1, scope: { "c~d": 1, e: 2 } }).errors).toEqual([
      { pointer: "#/scope/c~0d", detail: "There is no such member" },
      { pointer: "#/scope/e", detail: "There is no such member" },
      { pointer: "#/a~1b", detail: "There is no such member" },
    ]);
  });

  it("is what is wrong with what it was meant to be, where it may be one thing or another", () => {
    expect(errorsOf({ reason: "x", either: 10 }).errors).toEqual([
      { pointer: "#/either", detail: "Too big: expected number to be <=9" },
    ]);
    expect(errorsOf({ reason: "x", either: ["ok", "long"] }).errors).toEqual([
      { pointer: "#/either/1", detail: "Too big: expected string to have <=3 characters" },
    ]);
    expect(errorsOf({ reason: "x", either: { a: "x" } }).errors).toEqual([
      { pointer: "#/either/a", detail: "Invalid input: expected number, received string" },
    ]);
    expect(errorsOf({ reason: "x", either: true }).errors).toEqual([
      { pointer: "#/either", detail: "Invalid input" },
    ]);
  });

  it("is the body as a whole where it is something else", () => {
    expect(errorsOf([]).errors).toEqual([
      { pointer: "#", detail: "Invalid input: expected object, received array" },
    ]);
  });
});

it("a parameter or a header is named as such", () => {
  const { error } = z.object({ limit: z.coerce.number().max(5) }).safeParse({ limit: "6" });
  if (!error) throw new Error("it is valid");
  const detail = "Too big: expected number to be <=5";
  expect(invalid(error, "query").errors).toEqual([{ parameter: "limit", detail }]);
  expect(invalid(error, "header").errors).toEqual([{ header: "limit", detail }]);
});

it("a pointer is a URI's fragment, whatever names lead to it", () => {
  expect(pointerOf(["a b", "ü", "%", "\ud800"])).toBe("#/a%20b/%C3%BC/%25/%EF%BF%BD");
});
