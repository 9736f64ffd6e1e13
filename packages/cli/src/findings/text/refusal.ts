import type { FindingSummary } from "../views.ts";
import { difference } from "./difference.ts";
import { indented, type Line } from "./line.ts";
import { bold } from "./style.ts";
import { stamp } from "./time.ts";

/** Why an undo was not carried out, with what has been changed since Snapback left it. */
export function refusalText({
  at,
  reason,
  was,
  now,
}: Omit<NonNullable<FindingSummary["refusal"]>, "decision">): Line[] {
  const changed =
    was === undefined || now === undefined
      ? []
      : ["What is different by now from how Snapback left it:", ...difference(was, now)];
  return [[bold("Undo refused "), `${stamp(at)}: ${reason}`], ...indented(changed)];
}
