import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { canonicalCidr } from "./cidr.ts";
import { list } from "./input.ts";
import type { PrefixList, PrefixListEntry } from "./resources.ts";

export const addEntries = list(z.strictObject({ Cidr: z.string(), Description: z.string().optional() }));
export const removeEntries = list(z.strictObject({ Cidr: z.string() }));

const MAX_CHANGES = 100;

/** The entries of a version, the current one if none is named. */
export function entriesOf({ id, versions }: PrefixList, version = versions.length): PrefixListEntry[] {
  const entries = versions[version - 1];
  if (entries !== undefined) return entries;
  throw new AwsError(
    "InvalidParameterValue",
    `The version ${version} of the prefix list ${id} does not exist.`,
  );
}

export function checkFits(maxEntries: number, count: number): void {
  if (count <= maxEntries) return;
  const what = `The prefix list can have ${maxEntries} entries at most, not ${count}.`;
  throw new AwsError("PrefixListMaxEntriesExceeded", what);
}

/** The entries after a change: what is removed goes first, so that one call can replace a description. */
export function changedEntries(
  { versions, addressFamily, maxEntries }: Pick<PrefixList, "versions" | "addressFamily" | "maxEntries">,
  added: z.output<typeof addEntries> = [],
  removed: z.output<typeof removeEntries> = [],
): PrefixListEntry[] {
  if (added.length > MAX_CHANGES || removed.length > MAX_CHANGES) {
    throw new AwsError(
      "InvalidParameterValue",
      `The request cannot contain more than ${MAX_CHANGES} entry additions or removals.`,
    );
  }
  const entries = new Map(versions.at(-1)?.map((entry) => [entry.cidr, entry]));
  for (const { Cidr } of removed) {
    if (entries.delete(canonicalCidr(Cidr, addressFamily))) continue;
    throw new AwsError(
      "InvalidPrefixListModification",
      `The request received to remove ${Cidr} which does not exist.`,
    );
  }
  for (const { Cidr, Description: description } of added) {
    const cidr = canonicalCidr(Cidr, addressFamily);
    if (entries.get(cidr) !== undefined && entries.get(cidr)?.description === description) {
      throw new AwsError(
        "InvalidPrefixListModification",
        `The request received to add ${Cidr} which already exists.`,
      );
    }
    entries.set(cidr, { cidr, description });
  }
  checkFits(maxEntries, entries.size);
  return [...entries.values()];
}
