import * as z from "zod";

/**
 * CloudTrail's rendering of lists that come from XML: one element is the object itself, several are a list, and none at
 * all is absent or `{}`.
 */
export function asList<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value): unknown => {
    if (Array.isArray(value)) return value;
    const empty =
      value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
    return empty ? [] : [value];
  }, z.array(item));
}
