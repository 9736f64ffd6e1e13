import { type JsonObject, parseJson } from "../json.ts";

/** Deeper than any policy that AWS takes: a text with more is not walked through. */
const MAX_DEPTH = 16;
const ENCODED = /^\s*%7b/i;

export class UnreadablePolicyError extends Error {
  override name = "UnreadablePolicyError";
}

/** Where a JSON value stands in a text: from its first character to past its last. */
interface Span {
  start: number;
  end: number;
}

/**
 * The plain JSON text of a policy, however it came: as JSON, as JSON that is URL-encoded (as IAM's reads answer:
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html), or as an object. `undefined` for what is no
 * JSON object.
 */
export function policyText(value: unknown): string | undefined {
  const text = typeof value === "string" ? decoded(value) : written(value);
  if (text === undefined) return undefined;
  const parsed = parseJson(text);
  const object = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  return object && depthOf(text) <= MAX_DEPTH ? text : undefined;
}

function decoded(text: string): string | undefined {
  if (!ENCODED.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `undefined` for what JSON can't say: functions, big integers, objects too deep to be walked. */
function written(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Where the statements of a policy's plain text are; `undefined` where it has no `Statement`. */
export function statementSpans(text: string): Span[] | undefined {
  const whole = statementMember(text);
  if (whole === undefined) return undefined;
  return text[whole.start] === "[" ? [...parts(text, whole.start)] : [whole];
}

/** Of members that bear the same name the last one counts, as in `JSON.parse`. */
function statementMember(text: string): Span | undefined {
  return [...parts(text, after(text, 0))].findLast(({ name }) => name === "Statement");
}

/**
 * The policy as text without these statements. All else stays as it was, character for character: order, spelling, members
 * that nobody here knows, numbers of any length. `undefined` when no statement is left.
 *
 * @param remove positions of statements
 * @throws UnreadablePolicyError where this is no policy.
 */
export function withoutStatements(original: unknown, remove: readonly number[]): string | undefined {
  const { text, member, spans } = located(original);
  const kept = spans.filter((_, index) => !remove.includes(index));
  if (kept.length === 0) return undefined;
  if (kept.length === spans.length) return text;
  const list = kept.map(({ start, end }) => text.slice(start, end)).join(",");
  return `${text.slice(0, member.start)}[${list}]${text.slice(member.end)}`;
}

/**
 * The policy as text with this statement in place of all that it has; its other members (`Version`, `Id`) stay.
 *
 * @throws UnreadablePolicyError where this is no policy.
 */
export function withOnlyStatement(original: unknown, statement: JsonObject): string {
  const { text, member } = located(original);
  return `${text.slice(0, member.start)}[${JSON.stringify(statement)}]${text.slice(member.end)}`;
}

/**
 * The policy as text with this statement after all that it has.
 *
 * @throws UnreadablePolicyError where this is no policy.
 */
export function withStatement(original: unknown, statement: JsonObject): string {
  const { text, member, spans } = located(original);
  const list = [...spans.map(({ start, end }) => text.slice(start, end)), JSON.stringify(statement)].join(
    ",",
  );
  return `${text.slice(0, member.start)}[${list}]${text.slice(member.end)}`;
}

function located(original: unknown) {
  const text = policyText(original);
  const member = text === undefined ? undefined : statementMember(text);
  const spans = text === undefined ? undefined : statementSpans(text);
  if (text === undefined || member === undefined || spans === undefined)
    throw new UnreadablePolicyError("this is no policy: it has no statements");
  return { text, member, spans };
}

/** The members of an object, or the elements of a list, that begins here. The text is known to be JSON. */
function* parts(text: string, from: number): Generator<Span & { name?: unknown }> {
  const named = text[from] === "{";
  let at = after(text, from + 1);
  while (text[at] !== "}" && text[at] !== "]") {
    let name: unknown;
    if (named) {
      const end = endOfString(text, at);
      name = parseJson(text.slice(at, end));
      at = after(text, after(text, end) + 1);
    }
    const end = endOf(text, at);
    yield { name, start: at, end };
    at = after(text, end);
    if (text[at] === ",") at = after(text, at + 1);
  }
}

/** The next position that is no white space, as JSON has it. */
function after(text: string, from: number): number {
  let at = from;
  while (" \t\r\n".includes(text[at] ?? "end")) at++;
  return at;
}

function endOf(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return endOfString(text, from);
  let at = from;
  if (first !== "{" && first !== "[") {
    while (at < text.length && !" \t\r\n,]}".includes(text[at] ?? "")) at++;
    return at;
  }
  let depth = 0;
  do {
    depth += step(text[at]);
    at = text[at] === '"' ? endOfString(text, at) : at + 1;
  } while (depth > 0 && at < text.length);
  return at;
}

function step(character: string | undefined): number {
  if (character === "{" || character === "[") return 1;
  return character === "}" || character === "]" ? -1 : 0;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; ) {
    depth += step(text[at]);
    deepest = Math.max(deepest, depth);
    at = text[at] === '"' ? endOfString(text, at) : at + 1;
  }
  return deepest;
}
