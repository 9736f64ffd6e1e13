import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { explainFailure } from "../../../api/failure.ts";
import { EventText } from "../../../text/event-text.tsx";
import { finding } from "../finding-request.ts";
import { addNote, LONGEST_NOTE } from "./note-request.ts";

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
  const long = text.trim().length > LONGEST_NOTE;
  return (
    <Modal
      visible
      header="Add a note"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={text.trim() === "" || long}
              loading={adding.isPending}
              onClick={() => adding.mutate()}
            >
              Add the note
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <FormField
          label="Note"
          description="Kept for good, and shown to everyone."
          errorText={long && `At most ${LONGEST_NOTE.toLocaleString("en")} characters.`}
        >
          <Textarea
            value={text}
            rows={6}
            onChange={({ detail }) => {
              setText(detail.value);
              setKey(crypto.randomUUID());
            }}
          />
        </FormField>
        {adding.isError && (
          <Alert type="error" header="The note was not written down">
            <EventText text={explainFailure(adding.error)} limit={1000} />
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  );
}
