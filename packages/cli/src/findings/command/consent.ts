import { StageError } from "../../stage/problem.ts";
import { RefusedError } from "../connection/answer.ts";
import type { Context } from "./context.ts";

export interface Consent {
  /** Given beforehand. */
  yes?: true;
}

/**
 * Asks whether to go ahead.
 *
 * @throws StageError where nobody can be asked and nobody has said yes beforehand
 * @throws RefusedError where the answer is no
 */
export async function consent({ ask }: Context, { yes }: Consent, question: string): Promise<void> {
  if (yes) return;
  if (!ask)
    throw new StageError("There is no terminal to ask on: pass --yes to go ahead without being asked.");
  const answer = await ask(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new RefusedError("Nothing was done.");
}
