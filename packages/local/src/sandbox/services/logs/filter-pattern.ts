import { parseJson } from "@snapback/core/json";
import { like } from "./like.ts";

/** A filter pattern is not one, or not one of those that the sandbox knows; the message says which part. */
export class FilterPatternError extends Error {
  override name = "FilterPatternError";
}

type Test = (value: unknown) => boolean;

/**
 * Does a line match a CloudWatch Logs filter pattern? Of those the sandbox knows plain terms, all of which must occur,
 * and comparisons of JSON members with `=` and `!=`, joined by `&&`, `||` and parentheses.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 *
 * @throws FilterPatternError
 */
export function filterPattern(pattern: string): (line: string) => boolean {
  const text = pattern.trim();
  if (!text.startsWith("{")) return terms(text);
  if (!text.endsWith("}")) throw new FilterPatternError("a JSON pattern must end in }");
  const test = readTest(tokensOf(text.slice(1, -1).trim()));
  return (line) => {
    const value = parseJson(line);
    return value !== undefined && test(value);
  };
}

function terms(text: string): (line: string) => boolean {
  const found = text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const wanted = found.map((term) => {
    if (term.startsWith('"')) return unquoted(term);
    if (/^[\w.:/@-]+$/.test(term) && !term.startsWith("-")) return term;
    throw new FilterPatternError(
      `${term} is not supported: the sandbox knows plain and quoted terms, and { $.member = "text" || … }`,
    );
  });
  return (line) => wanted.every((term) => line.includes(term));
}

function tokensOf(text: string): string[] {
  const token = /\s*("(?:[^"\\]|\\.)*"|\|\||&&|!=|=|[()]|\$(?:\.\w+)+|[\w.*-]+)\s*/y;
  const tokens: string[] = [];
  while (token.lastIndex < text.length) {
    const from = token.lastIndex;
    const found = token.exec(text)?.[1];
    if (found === undefined) throw new FilterPatternError(`"${text.slice(from)}" is not supported`);
    tokens.push(found);
  }
  return tokens;
}

/** `&&` binds more tightly than `||`. */
function readTest(tokens: string[]): Test {
  function either(): Test {
    const tests = [both()];
    while (tokens[0] === "||") {
      tokens.shift();
      tests.push(both());
    }
    return (value) => tests.some((test) => test(value));
  }
  function both(): Test {
    const tests = [one()];
    while (tokens[0] === "&&") {
      tokens.shift();
      tests.push(one());
    }
    return (value) => tests.every((test) => test(value));
  }
  function one(): Test {
    const first = tokens.shift();
    if (first !== "(") return comparison(first, tokens.shift(), tokens.shift());
    const inside = either();
    if (tokens.shift() !== ")") throw new FilterPatternError("a ) is missing");
    return inside;
  }
  const test = either();
  if (tokens.length > 0) throw new FilterPatternError(`${tokens.join(" ")} is not supported`);
  return test;
}

function comparison(selector = "", operator = "", expected = ""): Test {
  const isWhole = selector.startsWith("$.") && /^!?=$/.test(operator) && /^["\w.*-]/.test(expected);
  if (!isWhole) {
    const what = [selector, operator, expected].filter(Boolean).join(" ");
    throw new FilterPatternError(
      `${what || "an empty comparison"} is not supported: it must be $.member = "text"`,
    );
  }
  const path = selector.split(".").slice(1);
  const wanted = expected.startsWith('"') ? unquoted(expected) : expected;
  const isWanted = like(wanted);
  return (value) => {
    const found = path.reduce(member, value);
    const isScalar = ["string", "number", "boolean"].includes(typeof found);
    return isScalar && isWanted(String(found)) === (operator === "=");
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, "$1");
}
