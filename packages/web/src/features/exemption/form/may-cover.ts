import { termText } from "@snapback/core/finding/rows/where";
import type { Scope } from "../exemption-request.ts";

/** In which a finding is not at rest: a new exemption changes what becomes of it. */
const NOT_AT_REST = ["open", "awaiting-approval", "contested", "failed"];

/**
 * The terms of a list that has every finding that stands now and that the scope covers. It may have others: a list does not go by
 * wildcards, ranges, ports or tags.
 */
export function mayCover({ detection, account, resource, principal }: Scope): string[] {
  return [
    termText({ property: "state", operator: "=", values: NOT_AT_REST }),
    ...(detection === undefined
      ? []
      : [termText({ property: "detection", operator: "=", values: [detection] })]),
    ...(account === undefined ? [] : [termText({ property: "account", operator: "=", values: [account] })]),
    ...(resource === undefined ? [] : partOf("resource", resource)),
    ...(principal === undefined ? [] : partOf("actor", principal)),
  ];
}

/** Whatever fits the pattern has the longest part of it in which there is no wildcard. */
function partOf(property: "resource" | "actor", pattern: string): string[] {
  const [longest = ""] = pattern.split(/[*?]+/).toSorted((a, b) => b.length - a.length);
  return longest === "" ? [] : [termText({ property, operator: ":", values: [longest] })];
}
