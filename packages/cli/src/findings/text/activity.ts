import { withNotesBetween } from "@snapback/core/note/between";
import type { ActivityPage, Story } from "../views.ts";
import { type Line, tabulated } from "./line.ts";
import { partyText } from "./party.ts";
import { dim } from "./style.ts";
import { stamp } from "./time.ts";

/** What became of one finding, the earliest first, with what people noted in between. */
export function activityLines({ activity, notes }: Pick<Story, "activity" | "notes">): Line[] {
  return tabulated(
    withNotesBetween(activity, notes).map((entry) => [
      dim(stamp(entry.at)),
      partyText(entry.by),
      "text" in entry ? `noted: ${entry.text}` : changeText(entry),
    ]),
  );
}

function changeText({ what, from, to }: Story["activity"][number]): string {
  return from === to ? what : `${what}${from === undefined ? "" : ` (${from} -> ${to})`}`;
}

/** Who or what did what, in all of the installation, the latest first. */
export function activityTable(entries: ActivityPage["entries"]): Line[] {
  if (entries.length === 0) return ["No activity."];
  return tabulated(
    entries.map(({ at, by, what, about }) => [
      dim(stamp(at)),
      partyText(by),
      about.kind === "settings" ? "settings" : about.id,
      what,
    ]),
  );
}
