import { digestOf } from "../digest.ts";
import type { Ledger } from "../settings/ledger.ts";
import { Note } from "./schema.ts";

/** Not the finding's own topic: all that stands there is a decision. */
const PREFIX = "notes#";

/** The same id for the same note, however often it is sent: by the caller's own key. */
export function noteId(findingId: string, key: unknown): string {
  return `nte_${digestOf([findingId, key])}`;
}

/** The finding that a topic of the ledger has the notes of; `undefined` where the topic is another one. */
export function notedFinding(topic: string): string | undefined {
  return topic.startsWith(PREFIX) ? topic.slice(PREFIX.length) : undefined;
}

/** The ledger's topic of all notes about one finding. */
export function notesTopic(findingId: string): string {
  return PREFIX + findingId;
}

/** Notes as entries of the ledger, whose topic names their finding and whose name is the note's id. */
export function openNotes(ledger: Pick<Ledger, "add" | "get" | "list">) {
  return {
    /** All about one finding, the earliest first, read consistently. */
    async of(findingId: string): Promise<Note[]> {
      const notes = (await ledger.list(notesTopic(findingId))).map(({ data }) => Note.parse(data));
      return notes.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1));
    },

    /** Writes one down, and answers with what stands under its id: that is an earlier one where it was there already. */
    async add(note: Note): Promise<Note> {
      const { id, findingId, at, by, text } = note;
      const topic = notesTopic(findingId);
      if (await ledger.add({ topic, name: id, at, by, what: `noted: ${text}`, data: { ...note } }))
        return note;
      return Note.parse((await ledger.get(topic, id))?.data);
    },
  };
}
