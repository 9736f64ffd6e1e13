import * as z from "zod";
import { testedChannel } from "../channel/tests.ts";
import type { Activity } from "../finding/schema.ts";
import { type FindingStore, InvalidCursorError } from "../finding/store.ts";
import { parseJson } from "../json.ts";
import { notedFinding } from "../note/store.ts";
import type { Entry, Ledger } from "../settings/ledger.ts";
import type { ActivityEntry } from "./schema.ts";

/** Where the record is kept: what became of findings in their table, what people decided in the ledger. */
export interface ActivitySources {
  findings: Pick<FindingStore, "activityBefore">;
  ledger: Pick<Ledger, "before">;
}

export interface ActivityPage {
  /** The latest first. */
  entries: ActivityEntry[];
  /** Where the next page begins; absent on the last one. */
  next?: string;
}

/** The place of an entry in the record: the record's order is that of time, then of id. */
type Place = Pick<ActivityEntry, "at" | "id">;

/** What a page's last entry may share its time with, read along in the first go. */
const MARGIN = 10;
/** Later than anything that has happened. */
const END: Place = { at: "9999-12-31T23:59:59.999Z", id: "" };

/**
 * A page of all activity, the latest first: both tables' entries as one record, in which nothing is skipped and nothing comes
 * twice, however many entries have the same time.
 *
 * @param before a page's `next`, or a time
 * @throws InvalidCursorError
 */
export async function listActivity(
  { findings, ledger }: ActivitySources,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<ActivityPage> {
  const start = before === undefined ? END : placeOf(before);
  // Entries of the start's own time may still be to come, and the tables are asked by time alone.
  const until = start.at === END.at ? END.at : new Date(Date.parse(start.at) + 1).toISOString();
  for (let count = limit + MARGIN; ; count *= 2) {
    const read = await Promise.all([
      findings.activityBefore(until, count).then((list) => list.map(ofFinding)),
      ledger.before(until, count).then((list) => list.map(ofLedger)),
    ]);
    // A list that was cut off may lack entries of its last entry's time.
    const cut = read.flatMap((list) => (list.length < count ? [] : (list.at(-1)?.at ?? [])));
    const horizon = cut.toSorted().at(-1);
    const known = read
      .flat()
      .filter((entry) => compare(entry, start) < 0 && (horizon === undefined || entry.at > horizon))
      .toSorted((a, b) => compare(b, a));
    if (known.length <= limit && horizon !== undefined) continue;
    const entries = known.slice(0, limit);
    const last = entries.at(-1);
    return known.length > limit && last ? { entries, next: cursorOf(last) } : { entries };
  }
}

function compare(a: Place, b: Place): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

function ofFinding({ findingId, version, notice: _, ...entry }: Activity): ActivityEntry {
  return {
    ...entry,
    id: `${findingId}#${String(version).padStart(9, "0")}`,
    about: { kind: "finding", id: findingId },
  };
}

function ofLedger({ topic, name, at, by, what, before, after, data }: Entry): ActivityEntry {
  const id = `${topic}#${name}`;
  const shown = { id, at, by, what, ...(before && { before }), ...(after && { after }) };
  const own = z.object({ id: z.string() }).safeParse(data).data?.id ?? name;
  if (topic === "settings") return { ...shown, about: { kind: "settings", id: name.replace(/^0+/, "") } };
  if (topic === "exemptions") return { ...shown, about: { kind: "exemption", id: own } };
  const tested = testedChannel({ topic, data });
  if (tested !== undefined) return { ...shown, about: { kind: "channel", id: tested } };
  const noted = notedFinding(topic);
  if (noted !== undefined) return { ...shown, about: { kind: "finding", id: noted } };
  return { ...shown, about: { kind: "finding", id: topic }, decision: own };
}

/** A page's `next`, where the page ends with this entry. */
export function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

const Cursor = z.tuple([z.iso.datetime(), z.string()]);

function placeOf(before: string): Place {
  const time = z.iso.datetime({ offset: true }).safeParse(before);
  if (time.success) return { at: new Date(time.data).toISOString(), id: "" };
  const cursor = Cursor.safeParse(parseJson(Buffer.from(before, "base64url").toString("utf8")));
  if (!cursor.success) throw new InvalidCursorError("this is neither a time nor the `next` of a page");
  const [at, id] = cursor.data;
  return { at, id };
}
