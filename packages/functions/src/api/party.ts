import type { Party } from "@snapback/core/person/party";
import type { Person } from "@snapback/core/person/person";

/** Who did it, as it is kept on record. */
export function partyOf({ id, name }: Person): Party {
  return { kind: "person", name, id };
}
