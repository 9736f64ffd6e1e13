import { useState } from "react";
import { RoleButton } from "../../person/role-button.tsx";
import { NoteDialog } from "./note-dialog.tsx";

/** The button by which a note is written. */
export function AddNote({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <RoleButton role="responder" onClick={() => setOpen(true)}>
        Add note
      </RoleButton>
      {open && <NoteDialog id={id} onClose={() => setOpen(false)} />}
    </>
  );
}
