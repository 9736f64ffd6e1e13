import { DetailedError } from "hono/client";
import * as z from "zod";
import { StageError } from "../../stage/problem.ts";

/** The API understood, and said no: the message is its own words. */
export class RefusedError extends Error {
  override name = "RefusedError";
}

/** RFC 9457. What is between us and the API may answer with something else. */
const Problem = z.object({ data: z.object({ title: z.string(), detail: z.string() }) });

/**
 * What the API answered, with its refusals as errors.
 *
 * @param signIn what to do where the API doesn't know who asks
 * @throws RefusedError where it said no
 * @throws StageError where it could not answer, or could make nothing of the request
 */
export async function answered<T>(answer: Promise<T>, signIn: string): Promise<T> {
  try {
    const data = await answer;
    // All that the API answers with is JSON.
    if (typeof data === "string") throw new SyntaxError("an answer that is text");
    return data;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new StageError("Something other than Snapback's API answers there.", { cause: error });
    if (!(error instanceof DetailedError)) throw error;
    const { data: problem } = Problem.safeParse(error.detail);
    const status = Number(error.statusCode);
    const words = problem
      ? `${problem.data.title}: ${problem.data.detail}`
      : `The API answered HTTP ${status}.`;
    if (status === 401) throw new StageError(`${words} ${signIn}`, { cause: error });
    if (status === 403 || status === 404 || status === 409) throw new RefusedError(words, { cause: error });
    throw new StageError(words, { cause: error });
  }
}
