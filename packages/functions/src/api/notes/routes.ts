import { createRoute, z } from "@hono/zod-openapi";
import { LONGEST_NOTE } from "@snapback/core/note/limit";
import { Note } from "@snapback/core/note/schema";
import { needs } from "../authorize.ts";
import { body, changeRefusals, IdempotencyKey, id, json, keyUsed, missing, refused } from "../description.ts";
import { example } from "../examples.ts";

export const NoteView = Note.omit({ findingId: true }).openapi("Note");

const NewNote = z
  .strictObject({
    text: z.string().trim().min(1).max(LONGEST_NOTE).describe("Kept for good, and shown to everyone"),
  })
  .openapi("NewNote");

const OneNote = z.object({ note: NoteView }).openapi("OneNote");

export const addNote = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/findings/{id}/notes",
  operationId: "addNote",
  tags: ["Findings"],
  summary: "Write down something about a finding",
  description:
    "It changes nothing of the finding. Nothing of the API can change or delete a note. Without a key, a request that is sent twice makes two.",
  request: {
    params: z.object({ id: id("The finding's id", example.finding) }),
    headers: IdempotencyKey,
    body: body(NewNote, { text: "The owner of the instance says that it was a mistake." }),
  },
  responses: {
    ...changeRefusals,
    201: json(OneNote, "The note, as everyone sees it", {
      note: {
        id: example.note,
        by: example.person,
        at: "2026-11-23T08:12:00.000Z",
        text: "The owner of the instance says that it was a mistake.",
      },
    }),
    404: missing("No such finding", `finding ${example.finding}`),
    409: refused("The key was used for another note", keyUsed),
  },
});
