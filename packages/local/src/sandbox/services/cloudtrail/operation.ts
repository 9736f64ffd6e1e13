import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { declarations } from "../declared.ts";
import { isSeen, type Trail, trails } from "./resources.ts";

export const cloudTrailOperation = declarations(
  (problem) => new AwsError("InvalidParameterCombinationException", `The input does not fit: ${problem}`),
);

/** By its name in its home region, by its ARN in the others, too. */
export const Name = z.string().min(3);

/** The trails that a region sees. */
export function seenTrails(account: Account): Trail[] {
  return account.home
    .table(trails)
    .rows()
    .filter((row) => isSeen(row, account.region));
}

/** @throws AwsError where there is no such trail, or where it isn't seen from this region. */
export function find(account: Account, name: string): Trail {
  const trail = seenTrails(account).find((row) => isNamed(account, row, name));
  if (trail !== undefined) return trail;
  throw new AwsError("TrailNotFoundException", `Unknown trail: ${name} for the user: ${account.id}`);
}

/** @throws AwsError where it may not be changed from this region, either. */
export function findHere(account: Account, name: string): Trail {
  const trail = find(account, name);
  if (trail.homeRegion === account.region) return trail;
  throw new AwsError(
    "InvalidHomeRegionException",
    `Trail ${arnOf(account, trail)} can only be changed in its home region, ${trail.homeRegion}.`,
  );
}

export function isNamed(account: Account, trail: Trail, name: string): boolean {
  return name === arnOf(account, trail) || (name === trail.id && trail.homeRegion === account.region);
}

export function arnOf(account: Account, { id, homeRegion }: Trail): string {
  return `arn:aws:cloudtrail:${homeRegion}:${account.id}:trail/${id}`;
}
