import { awsFailure, awsWords } from "../aws/error.ts";
import type { Swept } from "./define.ts";

/** What AWS did not show of some resources, by its own word for the first of them. */
class NotAllSeenError extends Error {
  readonly $fault = "client";

  constructor(failures: readonly [unknown, ...unknown[]]) {
    const [cause] = failures;
    const { code, message } = awsWords(cause);
    super(`${failures.length} could not be looked at: ${message}`, { cause });
    this.name = code;
  }
}

/**
 * Looks at one resource after the other. Left out are those that are gone meanwhile. One that AWS does not show, be it by the
 * resource's own policy, keeps nobody from seeing the others: what AWS said is thrown in the end.
 *
 * @throws NotAllSeenError, and at once what trying again can help, and what is no error of AWS's
 */
export async function* lookThrough<Item, Evidence>(
  items: Iterable<Item> | AsyncIterable<Item>,
  look: (item: Item) => Promise<Swept<Evidence> | undefined>,
): AsyncGenerator<Swept<Evidence>> {
  const failures: unknown[] = [];
  for await (const item of items) {
    const swept = await look(item).catch((error: unknown) => {
      const failure = awsFailure(error);
      if (failure === undefined || failure === "passing") throw error;
      if (failure !== "gone") failures.push(error);
      return undefined;
    });
    if (swept) yield swept;
  }
  const [first, ...others] = failures;
  if (first !== undefined) throw new NotAllSeenError([first, ...others]);
}
