import type { Statement } from "./document.ts";

/** A statement that gives too much. */
export interface Offence<Certainty extends string> {
  /** Its position in the policy. */
  index: number;
  statement: Statement;
  /** `doubt`: it may give too much, and can't be told to be fine. */
  certainty: Certainty;
  /** In plain words, from the policy's own text: safe to show. */
  why: string;
}
