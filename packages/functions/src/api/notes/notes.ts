import { randomUUID } from "node:crypto";
import { noteId, openNotes } from "@snapback/core/note/store";
import type { ApiDeps } from "../deps.ts";
import { partyOf } from "../party.ts";
import { notFound, RefusedError } from "../problem.ts";
import { router } from "../router.ts";
import { addNote } from "./routes.ts";

/** What people write down about findings. They are read with the finding. */
export function notesApi({ findings, ledger, now }: Pick<ApiDeps, "findings" | "ledger" | "now">) {
  const notes = openNotes(ledger);
  return router().openapi(addNote, async (c) => {
    const { id: findingId } = c.req.valid("param");
    const key = c.req.valid("header")["Idempotency-Key"];
    const { text } = c.req.valid("json");
    const { person } = c.var;
    if (!(await findings.get(findingId))) throw notFound(`finding ${findingId}`);
    const id = noteId(findingId, key === undefined ? randomUUID() : { person: person.id, key });
    const kept = await notes.add({ id, findingId, by: partyOf(person), at: now().toISOString(), text });
    if (kept.text !== text)
      throw new RefusedError(
        409,
        "Key used already",
        "This Idempotency-Key came with another request before.",
      );
    const { findingId: _, ...note } = kept;
    return c.json({ note }, 201);
  });
}
