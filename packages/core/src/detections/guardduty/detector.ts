import { arn } from "../../aws/arn.ts";
import { awsFailure } from "../../aws/error.ts";
import type { Inspection, Place } from "../define.ts";

const ID = /^[\w-]{1,300}$/;

/** An id that a record names, where it can be one. */
export function idOf(value: unknown): string | undefined {
  return typeof value === "string" && ID.test(value) ? value : undefined;
}

/** GuardDuty has one detector in a region; without an id it is the region's, whichever that is. */
export function detectorArn({ account, region }: Place, ...path: string[]): string {
  return arn("guardduty", region, account, ["detector", ...path].join("/"));
}

/**
 * Looks at a part of a detector; one that is gone, or whose detector is, is safe: that is another finding. GuardDuty has no
 * error of its own for what isn't there.
 */
export async function orGone(look: () => Promise<Inspection>): Promise<Inspection> {
  try {
    return await look();
  } catch (error) {
    const gone =
      error instanceof Error &&
      error.name === "BadRequestException" &&
      /no such resource|not owned by the current account/i.test(error.message);
    if (!gone || awsFailure(error) === undefined) throw error;
    return { state: { gone: error.message } };
  }
}
