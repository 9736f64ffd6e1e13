import { expect, it } from "vitest";
import { readTerms } from "./list-query.ts";
import { viewOf, views } from "./views.ts";

it("a view is known by its terms, in whichever order, and all of them are terms", () => {
  for (const view of views) {
    expect(viewOf(view.where.toReversed())).toBe(view);
    expect(readTerms({ where: [...view.where] }).unknown).toEqual([]);
  }
  expect(viewOf(["state=open"])).toBeUndefined();
});

it("what is open now is what the overview counts as such", () => {
  expect(views.find(({ id }) => id === "standing")?.where).toEqual([
    "state=open,awaiting-approval,responding,failed,contested,undoing",
  ]);
});
