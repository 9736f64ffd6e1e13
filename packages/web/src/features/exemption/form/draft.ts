import { LONGEST_REASON } from "@snapback/core/decision/reason";
import type { NewExemption, Scope } from "../exemption-request.ts";

/** A form as it is filled in: texts, whatever they may mean. */
export interface Draft {
  finding: string;
  detection: string;
  account: string;
  resource: string;
  principal: string;
  cidr: string;
  /** `22`, or `8000-8080`. */
  ports: string;
  tagKey: string;
  tagValue: string;
  reason: string;
  /** For how many hours; or else until `date` and `time`, in the person's own time zone. */
  hours: string;
  date: string;
  time: string;
}

export const emptyDraft: Draft = {
  finding: "",
  detection: "",
  account: "",
  resource: "",
  principal: "",
  cidr: "",
  ports: "",
  tagKey: "",
  tagValue: "",
  reason: "",
  hours: "24",
  date: "",
  time: "",
};

const LONGEST = 2048;
const HOUR_MS = 3_600_000;

function isField(name: string): name is keyof Draft {
  return Object.hasOwn(emptyDraft, name);
}

/** The fields of a draft that an address has. */
export function parseDraft(search: Record<string, unknown>): Partial<Draft> {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([name, value]) =>
        isField(name) && typeof value === "string" && value !== "" && value.length <= LONGEST,
    ),
  );
}

/** What is wrong with a form, field by field; `scope` and `until` are those of several fields. */
export type Problems = Partial<Record<keyof Draft | "scope" | "until", string>>;

/** The scope that the form describes. Its parts are the API's to judge, but for those that the form makes of texts. */
export function scopeOf(draft: Draft): Scope {
  const text = (name: "finding" | "detection" | "account" | "resource" | "principal" | "cidr") =>
    draft[name].trim() === "" ? {} : { [name]: draft[name].trim() };
  const ports = portsOf(draft.ports);
  return {
    ...text("finding"),
    ...text("detection"),
    ...text("account"),
    ...text("resource"),
    ...text("principal"),
    ...text("cidr"),
    ...(ports && { ports }),
    ...(draft.tagKey !== "" && { tag: { key: draft.tagKey, value: draft.tagValue } }),
  };
}

/** What has to be put right before it can be sent. */
export function problemsOf(draft: Draft, now: number): Problems {
  const problems: Problems = {};
  if (Object.keys(scopeOf(draft)).length === 0)
    problems.scope = "Name at least one part: nothing exempts everything.";
  if (draft.ports.trim() !== "" && !portsOf(draft.ports))
    problems.ports = "A port such as 22, or a range such as 8000-8080.";
  const reason = draft.reason.trim();
  if (reason === "") problems.reason = "Say why.";
  if (reason.length > LONGEST_REASON)
    problems.reason = `At most ${LONGEST_REASON.toLocaleString("en")} characters.`;
  const until = untilOf(draft, now);
  if (until === undefined) problems.until = "Choose a day and a time.";
  else if (Date.parse(until) <= now) problems.until = "This time is past.";
  return problems;
}

/** The request, of a form with nothing wrong. */
export function requestOf(draft: Draft, now: number): NewExemption {
  return { scope: scopeOf(draft), reason: draft.reason.trim(), until: untilOf(draft, now) ?? "" };
}

function portsOf(text: string): Scope["ports"] {
  const [whole, from, to = from] = /^\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?$/.exec(text) ?? [];
  return whole === undefined ? undefined : { from: Number(from), to: Number(to) };
}

function untilOf({ hours, date, time }: Draft, now: number): string | undefined {
  if (hours !== "") return new Date(now + Number(hours) * HOUR_MS).toISOString();
  // Without a zone it is a local time.
  const until = new Date(`${date}T${time === "" ? "00:00" : time}`);
  return Number.isNaN(until.getTime()) ? undefined : until.toISOString();
}
