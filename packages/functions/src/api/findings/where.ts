import { z } from "@hono/zod-openapi";
import { parseTerm, type Term, WhereError } from "@snapback/core/finding/rows/where";
import { Severity, State } from "@snapback/core/finding/schema";

const MOST_TERMS = 50;
const LONGEST = 2500;

/** Choices whose values are known: another one would find nothing, without a word. */
const known: { [property in Term["property"]]?: readonly string[] } = {
  state: State.options,
  severity: Severity.options,
};

const One = z
  .string()
  .max(LONGEST)
  .transform((text, context): Term => {
    try {
      const term = parseTerm(text);
      const stranger = term.values.find((value) => known[term.property]?.includes(value) === false);
      if (stranger === undefined) return term;
      const choices = known[term.property]?.join(", ");
      throw new WhereError(`${term.property} is one of ${choices}, and not ${JSON.stringify(stranger)}`);
    } catch (error) {
      if (!(error instanceof WhereError)) throw error;
      context.addIssue({ code: "custom", message: error.message });
      return z.NEVER;
    }
  });

/** The terms of a list's query: none, one, or several of the same name. */
export const Where = z
  .union([One.transform((term) => [term]), z.array(One).max(MOST_TERMS)])
  .default([])
  .openapi({ type: "array", items: { type: "string" } });
