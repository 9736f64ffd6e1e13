import type { Party } from "../person/party.ts";
import type { ActivityEntry } from "./schema.ts";

/** What the record is narrowed down by: all of it has to be so. */
export interface ActivityFilter {
  /** Who did it: a person, Snapback itself, or whoever made a call in the account. */
  by?: Party["kind"] | undefined;
  /** A part of their name. */
  who?: string | undefined;
  about?: ActivityEntry["about"]["kind"] | undefined;
  /** Of what it is about, whole. */
  id?: string | undefined;
  /** A part of what is said of it, of names, or of ids. */
  text?: string | undefined;
  /** From this time on, and before this one. */
  from?: string | undefined;
  until?: string | undefined;
}

/** Is anything left out by it? */
export function isFiltering(filter: ActivityFilter): boolean {
  return Object.values(filter).some((part) => part !== undefined);
}

/** Which entries a filter lets through. Upper and lower case are the same to it. */
export function activityMatcher(filter: ActivityFilter): (entry: ActivityEntry) => boolean {
  const { by, about, id } = filter;
  const [who, text] = [filter.who?.toLowerCase(), filter.text?.toLowerCase()];
  const [from, until] = [spelled(filter.from), spelled(filter.until)];
  return (entry) =>
    (by === undefined || entry.by.kind === by) &&
    (about === undefined || entry.about.kind === about) &&
    (id === undefined || entry.about.id === id) &&
    (from === undefined || entry.at >= from) &&
    (until === undefined || entry.at < until) &&
    (who === undefined || entry.by.name.toLowerCase().includes(who)) &&
    (text === undefined || wordsOf(entry).some((words) => words.toLowerCase().includes(text)));
}

/** The time in one spelling, in which texts are in the order of the times. */
export function spelled(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

function wordsOf({ what, by, about, eventId = "", decision = "" }: ActivityEntry): string[] {
  return [what, by.name, about.id, eventId, decision];
}
