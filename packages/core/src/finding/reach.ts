import type { Detection } from "../detections/define.ts";
import type { Finding } from "./schema.ts";

/** AWS's region names: a record may name anything. */
const REGION = /^[a-z]{2}(-[a-z]+){1,2}-\d{1,2}$/;

export function isRegion(name: string): boolean {
  return REGION.test(name);
}

/** Can Snapback look at the resource, and so put it right? */
export function reachable(
  { account, region }: Pick<Finding, "account" | "region">,
  detection: Detection | undefined,
  own: string,
): boolean {
  return detection?.response !== undefined && account === own && isRegion(region);
}
