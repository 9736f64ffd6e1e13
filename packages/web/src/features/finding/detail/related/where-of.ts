import type { Finding } from "../../finding-types.ts";

/** As long as the list keeps them: what is longer is cut there, too. */
const ARN = 2048;
const NAME = 400;

/** The term by which the list finds all of this resource. */
export function ofResource({ resource }: Pick<Finding, "resource">): string {
  return `resource=${resource.arn.slice(0, ARN)}`;
}

/** The term by which the list finds all of whoever made the call that opened it; nobody where a sweep saw it. */
export function ofActor({ opened }: Pick<Finding, "opened">): string | undefined {
  const { type, name, principal } = opened.actor;
  if (type === "Snapback") return undefined;
  return `actor=${principal?.slice(0, ARN) ?? name.slice(0, NAME)}`;
}
