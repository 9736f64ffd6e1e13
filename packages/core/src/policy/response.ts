import { digestOf } from "../digest.ts";
import type { JsonObject } from "../json.ts";
import type { Plan, Step } from "../response/plan.ts";
import { statementDigest } from "./digest.ts";
import type { Offence } from "./offence.ts";
import { withOnlyStatement, withoutStatements, withStatement } from "./text.ts";
import { clipped } from "./words.ts";

export type Call = Pick<Step, "service" | "operation" | "input">;

/** What to do where a policy may not be without any statement, or without a certain one. */
export type Empty =
  | { remove: () => Call }
  | {
      /** The statement that is put in place of them. */
      keep: JsonObject;
      /** In words; "what a policy must have" where it is just that. */
      words?: string;
      /** Why what is left of a policy needs it, too, if it does. */
      lacks?: (rest: string) => string | undefined;
    };

const MOST_REASONS = 2;
const MUST_HAVE = "what a policy must have";

/**
 * What is wrong with a policy: 24 hex digits over the set of its offending statements. Other statements, the `Sid`s and the
 * order make no difference.
 */
export function policyFingerprint(offending: readonly Offence<string>[]): string {
  return digestOf([...new Set(offending.map(({ statement }) => statementDigest(statement)))].toSorted());
}

/** One line for a finding: "queue jobs: anyone may sqs:SendMessage". What comes from the policy is safe to show, and short. */
export function policySummary(what: string, offending: readonly Offence<string>[]): string {
  return `${what}: ${reasons(offending)}`;
}

function reasons(offending: readonly Offence<string>[]): string {
  const shown = [...new Set(offending.map(({ why }) => why))];
  const more = shown.length - MOST_REASONS;
  return `${shown.slice(0, MOST_REASONS).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

/**
 * Takes the offending statements out of a policy, and leaves all else of it as it is, character for character. The undo writes
 * the whole policy back. Where only doubtful statements offend, a person has to confirm.
 *
 * @param text the live policy, as AWS gave it, as plain JSON text (`PolicyDocument.text`)
 * @param offending at least one
 * @param what the resource in words: "queue jobs"
 * @param put the call that writes a policy
 * @param empty what to do when no statement is left: a call that takes the policy away, or a statement to keep in its place
 *   where there has to be a policy (a KMS key's)
 * @throws UnreadablePolicyError where `text` is no policy.
 */
export function policyPlan({
  text,
  offending,
  what,
  put,
  empty,
}: {
  text: string;
  offending: readonly Offence<string>[];
  what: string;
  put: (policyText: string) => Call;
  empty: Empty;
}): Plan {
  const rest = withoutStatements(
    text,
    offending.map(({ index }) => index),
  );
  const dropped = `drop ${offending.map(nameOf).join(", ")} of the policy of ${what}`;
  const lacking = rest !== undefined && "keep" in empty ? empty.lacks?.(rest) : undefined;
  const step = (): Omit<Step, "undoes"> => {
    if (rest !== undefined && "keep" in empty && lacking !== undefined)
      return { ...put(withStatement(rest, empty.keep)), does: `${dropped}, and put in ${MUST_HAVE}` };
    if (rest !== undefined) return { ...put(rest), does: dropped };
    if ("remove" in empty)
      return { ...empty.remove(), does: `take away the policy of ${what}: no other statement is in it` };
    return {
      ...put(withOnlyStatement(text, empty.keep)),
      does: `${dropped}, and put in their place ${empty.words ?? MUST_HAVE}`,
    };
  };
  const doubtful = offending.filter(({ certainty }) => certainty === "doubt");
  const sure = doubtful.length < offending.length;
  const caveats = [
    ...(lacking === undefined ? [] : [lacking]),
    ...(sure
      ? doubtful.map((offence) => `${nameOf(offence)} goes, too, though in doubt: ${offence.why}`)
      : []),
  ];
  return {
    version: 1,
    steps: [step()],
    undo: [{ ...put(text), does: `write the policy of ${what} back: ${reasons(offending)}`, undoes: 0 }],
    ...(caveats.length > 0 && { caveats }),
    ...(!sure && { confirm: `it is in doubt whether this is too much: ${reasons(doubtful)}` }),
  };
}

function nameOf({ index, statement }: Offence<string>): string {
  const sid = statement.effect === "unreadable" ? undefined : statement.sid;
  return sid ? `statement ${index + 1} (${clipped(sid)})` : `statement ${index + 1}`;
}
