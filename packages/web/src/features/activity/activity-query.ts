import type { ListRequest } from "./activity-request.ts";

type By = NonNullable<ListRequest["by"]>;
type About = NonNullable<ListRequest["about"]>;

/** What an address asks of the record. */
export interface ActivityQuery {
  by?: By;
  about?: About;
  who?: string;
  id?: string;
  text?: string;
  /** So long up to now; or else from one time to another. */
  last?: Last;
  from?: string;
  until?: string;
}

/** A number of minutes, hours or days: `15m`, `24h`, `7d`. */
export type Last = `${number}${"m" | "h" | "d"}`;

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

function isLast(value: unknown): value is Last {
  return typeof value === "string" && /^[1-9]\d{0,3}[mhd]$/.test(value);
}

/** When that time began. */
export function sinceOf(last: Last, now: number): string {
  const unit = last.endsWith("d") ? UNIT_MS.d : last.endsWith("h") ? UNIT_MS.h : UNIT_MS.m;
  return new Date(now - Number.parseInt(last, 10) * unit).toISOString();
}

export const doers = {
  person: "People",
  snapback: "Snapback",
  caller: "Callers in the account",
} as const satisfies {
  [B in By]: string;
};

export const subjects = {
  finding: "Findings",
  exemption: "Exemptions",
  settings: "Settings",
  channel: "Channels",
} as const satisfies { [A in About]: string };

const LONGEST = { who: 200, id: 100, text: 200 } as const;

function isBy(value: unknown): value is By {
  return typeof value === "string" && Object.hasOwn(doers, value);
}

function isAbout(value: unknown): value is About {
  return typeof value === "string" && Object.hasOwn(subjects, value);
}

export const byOptions = Object.keys(doers).filter(isBy);
export const aboutOptions = Object.keys(subjects).filter(isAbout);

/** The query in an address; what it can't mean is left out. */
export function parseActivityQuery(search: Record<string, unknown>): ActivityQuery {
  const { by, about, last } = search;
  const text = (name: keyof typeof LONGEST) => {
    const value = search[name];
    return typeof value === "string" && value !== "" ? { [name]: value.slice(0, LONGEST[name]) } : {};
  };
  const time = (name: "from" | "until") => {
    const at = new Date(typeof search[name] === "string" ? search[name] : "");
    return Number.isNaN(at.getTime()) ? {} : { [name]: at.toISOString() };
  };
  return {
    ...(isBy(by) && { by }),
    ...(isAbout(about) && { about }),
    ...text("who"),
    ...text("id"),
    ...text("text"),
    ...(isLast(last) ? { last } : { ...time("from"), ...time("until") }),
  };
}
