import type { SettingsView } from "../views.ts";
import { indented, type Line, tabulated } from "./line.ts";
import { bold } from "./style.ts";
import { stamp } from "./time.ts";

/** Does Snapback act by itself, and where. */
export function settingsText({
  version,
  paused,
  automaticChangesPerHour,
  modes,
  problems,
}: SettingsView): Line[] {
  const cap =
    automaticChangesPerHour === 0
      ? "No automatic changes are allowed"
      : `At most ${automaticChangesPerHour} automatic changes an hour`;
  return [
    paused
      ? [
          { text: "Paused", style: "yellow" },
          ` since ${stamp(paused.at)} by ${paused.by}${paused.fallen ? " itself" : ""}: ${paused.reason}`,
        ]
      : [{ text: "Not paused", style: "green" }, ": automatic changes are made"],
    `${cap}; version ${version} of the settings`,
    "",
    [bold("Modes")],
    ...indented(
      tabulated(
        Object.entries(modes).flatMap(([id, { mode, accounts }]) => [
          [id, mode],
          ...Object.entries(accounts).map(([account, own]) => [`${id} in account ${account}`, own]),
        ]),
      ),
    ),
    ...problems.map((problem): Line => [{ text: "Problem: ", style: "red" }, problem]),
  ];
}
