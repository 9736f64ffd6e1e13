import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { problem, RefusedError } from "./problem.ts";

/** As much as a direct call can bring: see direct.ts. */
export const LARGEST_BODY = 100_000;

/** More than any request has. What is nested too deep would be too much for the stack of whoever looks at it. */
const DEEPEST = 50;

/** Half a surrogate pair: it is no text, and not every store takes it. */
const HALF = /\p{Cs}/u;

const limited = bodyLimit({
  maxSize: LARGEST_BODY,
  onError: (c) => problem(c, 413, "Too large", `A body has ${LARGEST_BODY} bytes at most.`),
});

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** Lets no body on that is too large, is not JSON, or is JSON which no request can mean. */
export const boundedBody: MiddlewareHandler = async (c, next) =>
  limited(c, async () => {
    const text = c.req.raw.body ? await c.req.text() : "";
    if (text !== "") {
      if (!JSON_TYPE.test(c.req.header("content-type") ?? "")) throw new HTTPException(415);
      check(parsed(text));
    }
    await next();
  });

/** @throws RefusedError with the parser's words */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const words = error instanceof Error ? `: ${error.message}` : "";
    throw new RefusedError(400, "Invalid request", `The body is not JSON${words}`);
  }
}

/** Goes through it layer by layer, and not into itself: it may be nested a hundred thousand times. */
function check(whole: unknown): void {
  let layer: unknown[] = [whole];
  for (let depth = 0; layer.length > 0; depth++) {
    if (depth > DEEPEST)
      throw new RefusedError(400, "Invalid request", `The body is nested more than ${DEEPEST} times.`);
    layer = layer.flatMap((value) => {
      if (typeof value === "string" && HALF.test(value))
        throw new RefusedError(400, "Invalid request", "The body has text that is no Unicode.");
      return typeof value === "object" && value !== null ? Object.entries(value).flat() : [];
    });
  }
}
