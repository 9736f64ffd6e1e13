import { setTimeout as sleep } from "node:timers/promises";
import { parseResponse } from "hono/client";
import { StageError } from "../stage/problem.ts";
import { RefusedError } from "./connection/answer.ts";
import type { Connection } from "./connection/connection.ts";
import { type Decision, type Outcome, outcomeOf, stateWords } from "./outcome.ts";
import type { FindingSummary, Story } from "./views.ts";

/** The API gives no larger pages. */
const PAGE = 200;

/** The latest findings that fulfil all terms, and whether there are more. */
export async function latestFindings(
  { api, ask }: Connection,
  where: string[],
  limit: number,
): Promise<{ findings: FindingSummary[]; more: boolean }> {
  const findings: FindingSummary[] = [];
  let cursor: string | undefined;
  do {
    const query = {
      where,
      limit: String(Math.min(PAGE, limit - findings.length)),
      ...(cursor && { cursor }),
    };
    const page = await ask(parseResponse(api.findings.$get({ query })));
    findings.push(...page.findings);
    cursor = page.cursor;
  } while (cursor !== undefined && findings.length < limit);
  return { findings, more: cursor !== undefined };
}

const ID = /^fnd_[0-9a-f]{24}$/;
const PART = /^(fnd_)?[0-9a-f]{1,24}$/;

/**
 * The finding that a person means: by its id, or by the beginning of an id that only one of the latest has.
 *
 * @throws RefusedError where that names none, or several
 */
export async function storyOf(connection: Connection, named: string): Promise<Story> {
  const { api, ask } = connection;
  const id = ID.test(named) ? named : await fullId(connection, named);
  return ask(parseResponse(api.findings[":id"].$get({ param: { id } })));
}

async function fullId(connection: Connection, named: string): Promise<string> {
  if (!PART.test(named))
    throw new StageError(`${named} is no finding's id: npm run findings -- list has them.`);
  const start = named.startsWith("fnd_") ? named : `fnd_${named}`;
  const { findings } = await latestFindings(connection, [], PAGE);
  const [match, ...others] = findings.filter(({ id }) => id.startsWith(start));
  if (match === undefined)
    throw new RefusedError(`None of the latest ${PAGE} findings begins with ${start}: name the whole id.`);
  if (others.length > 0)
    throw new RefusedError(`${others.length + 1} findings begin with ${start}: name more of the id.`);
  return match.id;
}

/** So many looks in a row that come to nothing are no hiccup. */
const FAILURES = 5;

/**
 * Waits until the finding shows what became of a decision.
 *
 * @param patienceMs for how long at most
 * @param tell told of each state that it leads through
 * @returns no outcome where it is still under way then
 * @throws RefusedError, StageError where the finding can't be had any more
 */
export async function awaitOutcome(
  connection: Connection,
  findingId: string,
  decision: Decision,
  patienceMs: number,
  tell: (words: string) => void,
): Promise<{ story: Story; outcome: Outcome | undefined }> {
  const end = Date.now() + patienceMs;
  let told: string | undefined;
  for (let failures = 0; ; ) {
    const story = await storyOf(connection, findingId).catch((error: unknown) => {
      failures += 1;
      if (!(error instanceof StageError) || failures === FAILURES) throw error;
    });
    if (story) {
      failures = 0;
      const outcome = outcomeOf(story, decision);
      if (outcome || Date.now() > end) return { story, outcome };
      const followed = story.activity.some((entry) => entry.decision === decision.id);
      const words = followed ? stateWords(story.finding) : told;
      if (words !== undefined && words !== told) tell(words);
      told = words;
    }
    await sleep(connection.roundMs);
  }
}
