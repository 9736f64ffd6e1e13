import { expect, it } from "vitest";
import { parseActivityQuery } from "./activity-query.ts";

it("takes of an address what it understands", () => {
  const query = {
    by: "person",
    about: "settings",
    who: "admin",
    id: "fnd_1",
    text: "cap",
    from: "2026-11-23T08:00:00.000Z",
    until: "2026-11-24T08:00:00.000Z",
  };
  expect(parseActivityQuery({ ...query, other: "x" })).toEqual(query);
  expect(parseActivityQuery({ by: "robot", about: "toString", who: "", text: ["x"], from: "soon" })).toEqual(
    {},
  );
  expect(parseActivityQuery({ from: "2026-11-23", text: "x".repeat(300) })).toEqual({
    from: "2026-11-23T00:00:00.000Z",
    text: "x".repeat(200),
  });
  expect(parseActivityQuery({ last: "24h", from: "2026-11-23" })).toEqual({ last: "24h" });
  for (const last of ["0h", "24", "24s", "12345h"]) expect(parseActivityQuery({ last })).toEqual({});
});
