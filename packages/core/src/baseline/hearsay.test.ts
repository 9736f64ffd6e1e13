import { expect, it } from "vitest";
import { hearsay } from "./hearsay.ts";

it("asks a person before anything goes back to what a record alone has told", () => {
  expect(hearsay({ source: "event" }).confirm).toContain("event alone");
  expect(hearsay({ source: "sweep" })).toEqual({});
  expect(hearsay({ source: "respond" })).toEqual({});
  expect(hearsay(undefined)).toEqual({});
});
