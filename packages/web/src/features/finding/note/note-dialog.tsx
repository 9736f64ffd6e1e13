import SpaceBetween from "@cloudscape-design/components/space-between";
import { LONGEST_NOTE } from "@snapback/core/note/limit";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AskDialog } from "../../../dialog/ask-dialog.tsx";
import { KeptTextField } from "../../../dialog/kept-text-field.tsx";
import { NotDone } from "../../../dialog/not-done.tsx";
import { finding } from "../finding-request.ts";
import { addNote } from "./note-request.ts";

/** Asks for a note, and writes it down. */
export function NoteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const [text, setText] = useState("");
  // Another text is another note; the same one, sent again after a failure, is the same.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const queries = useQueryClient();
  const adding = useMutation({
    mutationFn: () => addNote(id, text.trim(), key),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries({ queryKey: finding(id).queryKey });
    },
  });
  const said = text.trim();
  return (
    <AskDialog
      title="Add a note"
      confirm="Add the note"
      ready={said !== "" && said.length <= LONGEST_NOTE}
      pending={adding.isPending}
      onConfirm={() => adding.mutate()}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <KeptTextField
          label="Note"
          longest={LONGEST_NOTE}
          rows={6}
          value={text}
          onChange={(typed) => {
            setText(typed);
            setKey(crypto.randomUUID());
          }}
        />
        <NotDone error={adding.error} title="The note was not written down" />
      </SpaceBetween>
    </AskDialog>
  );
}
