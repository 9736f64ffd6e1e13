import * as fc from "fast-check";
import { expect, it } from "vitest";
import { withNotesBetween } from "./between.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 8, 0, second)).toISOString();

it("puts each note after what was there when it was written, and before what came later", () => {
  const entries = [1, 3, 3, 5].map((second, version) => ({ at: at(second), version }));
  const notes = [0, 3, 4, 9].map((second) => ({ at: at(second), text: String(second) }));
  const shown = withNotesBetween(entries, notes).map((one) => ("text" in one ? `n${one.text}` : one.version));
  expect(shown).toEqual(["n0", 0, 1, 2, "n3", "n4", 3, "n9"]);
});

it("loses nothing, and keeps the order of both, however clocks differ", () => {
  const times = fc.array(fc.nat({ max: 5 }).map(at));
  fc.assert(
    fc.property(times, times, (ofEntries, ofNotes) => {
      const entries = ofEntries.map((time, version) => ({ at: time, version }));
      const notes = ofNotes.toSorted().map((time, text) => ({ at: time, text }));
      const shown = withNotesBetween(entries, notes);
      expect(shown.filter((one) => "version" in one)).toEqual(entries);
      expect(shown.filter((one) => "text" in one)).toEqual(notes);
    }),
  );
});
