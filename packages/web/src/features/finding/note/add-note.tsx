import { useState } from "react";
import { ResponderButton } from "../decide/responder-button.tsx";
import { NoteDialog } from "./note-dialog.tsx";

/** The button by which a note is written. */
export function AddNote({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ResponderButton onClick={() => setOpen(true)}>Add note</ResponderButton>
      {open && <NoteDialog id={id} onClose={() => setOpen(false)} />}
    </>
  );
}
