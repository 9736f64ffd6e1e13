import { STANDS } from "@snapback/core/overview/standing";

/** The lists that people look at most. */
export const views = [
  { id: "all", text: "All findings", where: [] },
  {
    id: "standing",
    text: "Open now",
    where: [STANDS],
  },
  { id: "awaiting", text: "Waiting for approval", where: ["state=awaiting-approval"] },
  { id: "trouble", text: "Contested or failed", where: ["state=contested,failed"] },
  {
    id: "grave",
    text: "Critical and high, open now",
    where: [STANDS, "severity=critical,high"],
  },
] as const;

/** Which of them has these terms; `undefined` for a list of the person's own. */
export function viewOf(where: readonly string[]): (typeof views)[number] | undefined {
  return views.find(
    (view) => view.where.length === where.length && view.where.every((term) => where.includes(term)),
  );
}
