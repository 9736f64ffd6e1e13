import type { ActivityPage, Story } from "../views.ts";
import { type Line, tabulated } from "./line.ts";
import { partyText } from "./party.ts";
import { dim } from "./style.ts";
import { stamp } from "./time.ts";

/** What became of one finding, the earliest first. */
export function activityLines(activity: Story["activity"]): Line[] {
  return tabulated(
    activity.map(({ at, by, what, from, to }) => [
      dim(stamp(at)),
      partyText(by),
      from === to ? what : `${what}${from === undefined ? "" : ` (${from} -> ${to})`}`,
    ]),
  );
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
