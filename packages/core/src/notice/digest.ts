import type { ChannelTest } from "../channel/schema.ts";
import { digestOf } from "../digest.ts";
import { type Finding, type NoticeKind, Severity } from "../finding/schema.ts";
import { printable } from "../printable.ts";
import type { Notice } from "./schema.ts";
import { type Standing, standingOf, standings, standingWords } from "./standing.ts";

/** What a message says of one finding, or of the whole installation. Every text is one line, and can be shown as it is. */
export interface DigestEntry {
  kind: NoticeKind;
  severity: Severity;
  /** Absent where it is about the whole installation. */
  findingId?: string;
  detection?: string;
  account?: string;
  region?: string;
  summary: string;
  /** How it stands now. */
  state: string;
  /** Where the console has it. */
  url: string;
}

/** One message to people, whatever carries it. */
export interface Digest {
  /** Derived from its notices: the same notices, the same message. */
  id: string;
  at: string;
  title: string;
  entries: DigestEntry[];
  /** How many more there are than the entries. */
  more: number;
  /** Only of a message that tests a channel: what it says, in one line, in place of entries. */
  test?: string;
  console: string;
}

/** The most urgent first: of several notices about one finding it is the kind of the entry. */
const URGENCY: readonly NoticeKind[] = [
  "pause-fallen",
  "contested",
  "failed",
  "approval",
  "exemption-ending",
  "found",
];

const ENTRIES = 20;
/** A line that somebody wants to read. */
const SUMMARY = 300;
/** AWS's own words can be long; their beginning says what is wrong. */
const STATE = 600;
const NAME = 100;

/** Makes one message of some notices, with the findings as they are now. */
export function digestFor(
  notices: readonly Notice[],
  findings: ReadonlyMap<string, Finding>,
  { console, now }: { console: string; now: Date },
): Digest {
  const told = mostUrgent(notices);
  const site = console.replace(/\/+$/, "");
  return {
    id: `msg_${digestOf(notices.map(({ id }) => id).toSorted())}`,
    at: now.toISOString(),
    title: titleOf(told, findings),
    entries: told.slice(0, ENTRIES).map((notice) => entryOf(notice, findings, site)),
    more: Math.max(0, told.length - ENTRIES),
    console: site,
  };
}

/** A message that tests a channel: that it is a test, and whose. */
export function testDigest(
  { id, by }: ChannelTest,
  { console, now }: { console: string; now: Date },
): Digest {
  return {
    id: `msg_${digestOf(id)}`,
    at: now.toISOString(),
    title: "This is a test",
    entries: [],
    more: 0,
    test: `${line(by.name, NAME)} asked for it in Snapback's settings. Nothing has happened.`,
    console: console.replace(/\/+$/, ""),
  };
}

/** The title, and, where that is all there is to it, what it is about. */
export function headline({ title, entries: [first, ...others] }: Digest): string {
  if (!first || others.length > 0) return title;
  return `${title}: ${first.findingId === undefined ? first.state : first.summary}`;
}

/** One notice for each finding, the most urgent first. */
function mostUrgent(notices: readonly Notice[]): Notice[] {
  const rank = ({ kind, severity }: Notice) =>
    URGENCY.indexOf(kind) * Severity.options.length + Severity.options.indexOf(severity);
  const sorted = notices.toSorted((a, b) => rank(a) - rank(b) || b.at.localeCompare(a.at));
  const first = new Map<string, Notice>();
  for (const notice of sorted) {
    const about = notice.findingId ?? notice.id;
    if (!first.has(about)) first.set(about, notice);
  }
  return [...first.values()];
}

function titleOf(told: readonly Notice[], findings: ReadonlyMap<string, Finding>): string {
  const about = told.flatMap(({ findingId }) => findingId ?? []);
  const counts = new Map<Standing, number>();
  for (const id of about) {
    const standing = standingOf(findings.get(id));
    counts.set(standing, (counts.get(standing) ?? 0) + 1);
  }
  const words = Object.entries(standings).flatMap(([name, phrase]) =>
    [...counts].flatMap(([standing, count]) => (standing === name ? [`${count} ${phrase}`] : [])),
  );
  const paused = told.length > about.length ? ["automatic changes are paused"] : [];
  const found =
    about.length > 0
      ? [`${about.length} ${about.length === 1 ? "finding" : "findings"}: ${words.join(", ")}`]
      : [];
  const title = [...paused, ...found].join("; ");
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function entryOf(notice: Notice, findings: ReadonlyMap<string, Finding>, site: string): DigestEntry {
  const { kind, severity, findingId, summary, what } = notice;
  const finding = findingId === undefined ? undefined : findings.get(findingId);
  const about = finding && {
    detection: line(finding.detection, NAME),
    account: line(finding.account, NAME),
    region: line(finding.region, NAME),
  };
  return {
    kind,
    severity: finding?.severity ?? severity,
    ...(findingId !== undefined && { findingId }),
    ...about,
    summary: line(finding?.summary ?? summary, SUMMARY),
    state: line(finding ? standingWords(finding) : what, STATE),
    url: findingId === undefined ? site : `${site}/findings/${encodeURIComponent(findingId)}`,
  };
}

/** Hostile text as a line of no more than so many characters, none of which moves, colours or hides others. */
function line(text: string, limit: number): string {
  // No more is looked at than can count, since a text may be as long as its record: some characters have two units.
  const characters = Array.from(printable(text.slice(0, limit * 2 + 2)));
  return characters.length <= limit ? characters.join("") : `${characters.slice(0, limit - 1).join("")}…`;
}
