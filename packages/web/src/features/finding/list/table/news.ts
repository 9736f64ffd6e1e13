import type { Held } from "./held-rows.ts";

/** What would be otherwise if a page were shown as it is by now; nothing where nothing would. */
export function newsOf({
  waiting,
  gone,
  moved,
}: Pick<Held, "waiting" | "gone" | "moved">): string | undefined {
  if (waiting > 0) return waiting === 1 ? "1 new finding" : `${waiting.toLocaleString("en")} new findings`;
  return gone.size > 0 || moved ? "Update the list" : undefined;
}
