import * as z from "zod";
import type { CloudTrailRecord } from "../../event/record.ts";
import { asList } from "../one-or-many.ts";
import { text } from "./security-group-rule.ts";

const ID = /^pl-[0-9a-f]{1,32}$/;
const Entries = asList(z.object({ Cidr: z.string() }));
const Named = z.object({ PrefixListId: text });
const Additions = z.object({ Entry: Entries, AddEntry: Entries });
const Answer = z.object({ prefixList: z.object({ prefixListId: text }) });

/** What a call adds to a prefix list, as far as the record tells. */
export interface RecordedList {
  prefixListId: string | undefined;
  /** `undefined` where the record does not say. */
  added: string[] | undefined;
}

/**
 * Reads Create-, Modify- and RestoreManagedPrefixList(Version). The request is XML as JSON: under its own name, with AWS's capital
 * letters, a single entry by itself. A restored version's entries are in no record.
 */
export function recordedList({ eventName = "", ...record }: CloudTrailRecord): RecordedList {
  const request = record.requestParameters?.[`${eventName}Request`];
  const answer = Answer.safeParse(record.responseElements?.[`${eventName}Response`]);
  const id = Named.safeParse(request).data?.PrefixListId ?? answer.data?.prefixList.prefixListId ?? "";
  const { data } = Additions.safeParse(request);
  const told = data && eventName !== "RestoreManagedPrefixListVersion";
  return {
    prefixListId: ID.test(id) ? id : undefined,
    added: told ? [...data.Entry, ...data.AddEntry].map(({ Cidr }) => Cidr) : undefined,
  };
}
