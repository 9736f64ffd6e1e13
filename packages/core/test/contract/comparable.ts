import { type Json, JsonObject, parseJson } from "../../src/json.ts";

/*
 * What was read of an account, in a form in which two readings can be compared whole: in no order, since AWS promises none; with
 * policies read as JSON; without the times, since when something was made is no part of what it is.
 */

export function comparable(value: unknown): Json {
  const read: unknown = JSON.parse(JSON.stringify(value ?? null));
  return plain(read);
}

function plain(value: unknown): Json {
  if (typeof value === "string") return text(value);
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value))
    return value.map(plain).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== "object" || value === null) return null;
  const members = Object.entries(value).filter(([name]) => name !== "$metadata");
  return Object.fromEntries(
    members.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, plain(member)]),
  );
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function text(value: string): Json {
  if (TIME.test(value)) return "(a time)";
  // IAM's policies come as in a URL.
  const decoded = value.startsWith("%7B") ? decodeURIComponent(value) : value;
  const read = decoded.startsWith("{") ? JsonObject.safeParse(parseJson(decoded)).data : undefined;
  return read === undefined ? value : plain(read);
}

/** The texts in a value, at any depth. */
function textsIn(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** The value with these ids struck out, wherever they stand in a text: first the short ones, which ARNs end in. */
export function without(ids: Iterable<string>, value: Json): Json {
  let json = JSON.stringify(value);
  for (const id of [...ids].toSorted((a, b) => a.length - b.length))
    json = json.replaceAll(JSON.stringify(id).slice(1, -1), "(lost)");
  const read: unknown = JSON.parse(json);
  return plain(read);
}

/** Long enough that striking it out takes nothing else along. */
const ID = /^[\w:/.-]{8,}$/;

/**
 * Ids that do not come back: those of the state before that the plan names as lost, and those that the undo's calls have answered
 * and that were not there before.
 */
export function lostIds(
  before: Json,
  lost: readonly string[],
  answers: Json,
): { old: string[]; new: string[] } {
  const known = textsIn(before).filter((value) => ID.test(value));
  return {
    old: known.filter((id) => lost.some((said) => said.includes(id))),
    new: textsIn(answers).filter((value) => ID.test(value) && !known.some((one) => one === value)),
  };
}
