import * as z from "zod";
import { hearsay } from "../../baseline/hearsay.ts";
import type { Baseline } from "../../baseline/schema.ts";
import { staleness } from "../../baseline/stale.ts";
import type { JsonObject } from "../../json.ts";
import { type PolicyDocument, readPolicy } from "../../policy/document.ts";
import { type Call, policyPlan } from "../../policy/response.ts";
import type { Plan } from "../../response/plan.ts";
import type { Look } from "../define.ts";

/** A document that a policy had before, as its baseline has it. */
export interface FormerDocument {
  text: string;
  /** When it was so. */
  at: string;
  /** Who said so. */
  source: Baseline["source"];
}

const Known = z.object({ document: z.string() });

/** A good document as a baseline keeps it. */
export function knownDocument({ text }: PolicyDocument): JsonObject {
  return { document: text };
}

/** What a policy was before, where that is known and good today. Baselines come from records, too, which can be forged. */
export async function formerDocument(
  resource: string,
  aspect: string,
  { baseline }: Pick<Look, "baseline">,
  isGood: (document: PolicyDocument) => boolean,
): Promise<FormerDocument | undefined> {
  const found = await baseline(resource, aspect);
  const known = Known.safeParse(found?.value);
  if (found === undefined || !known.success) return undefined;
  const policy = readPolicy(known.data.document);
  return policy.readable && policy.statements.length > 0 && isGood(policy)
    ? { text: policy.text, at: found.at, source: found.source }
    : undefined;
}

/**
 * Puts a policy back to what it was before it gave too much, where that is known; otherwise takes out the statements that give
 * too much. The undo writes the whole policy back as it is now.
 */
export function documentPlan(
  offence: Parameters<typeof policyPlan>[0] & {
    put: (policyText: string) => Call;
    former: FormerDocument | undefined;
    now: Date;
  },
): Plan {
  const { former, now, what, put } = offence;
  const taken = policyPlan(offence);
  if (former === undefined) {
    const unknown = `what the policy of ${what} was before is not known: what gives too much is taken out of it`;
    return { ...taken, caveats: [...(taken.caveats ?? []), unknown] };
  }
  const day = former.at.slice(0, 10);
  const doubts = [taken.confirm, staleness("the policy", former.at, now).confirm, hearsay(former).confirm];
  const confirm = doubts.filter((why) => why !== undefined).join("; ");
  return {
    version: 1,
    steps: [{ ...put(former.text), does: `put the policy of ${what} back to what it was on ${day}` }],
    undo: taken.undo,
    ...(confirm !== "" && { confirm }),
  };
}
