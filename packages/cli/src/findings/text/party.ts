import type { Party } from "@snapback/core/person/party";

/** A caller's name is whatever the caller chose, also that of a person or Snapback's own: it is marked. */
export function partyText({ kind, name }: Pick<Party, "kind" | "name">): string {
  return kind === "caller" ? `caller ${name}` : name;
}
