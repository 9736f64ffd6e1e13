import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { transitions } from "./transitions.ts";

it("docs/operate.md has the moves of a finding as they are declared, those of people in bold", () => {
  const text = readFileSync(new URL("../../../../docs/operate.md", import.meta.url), "utf8");
  const rows = text.matchAll(/^\| (\**)(\w+)\1 \| ([a-z, -]+) \| ([a-z-]+) \| /gm);
  const described = [...rows].map(([, bold, name, from = "", to]) => ({
    name,
    from: from.split(", "),
    to,
    person: bold === "**",
  }));
  const declared = Object.entries(transitions).map(([name, { from, to, by }]) => ({
    name,
    from: [...from],
    to,
    person: by !== "snapback",
  }));
  const byName = <Move extends { name?: string | undefined }>(moves: Move[]) =>
    moves.toSorted((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1));
  expect(byName(described.filter(({ name }) => name !== "move"))).toEqual(byName(declared));
});
