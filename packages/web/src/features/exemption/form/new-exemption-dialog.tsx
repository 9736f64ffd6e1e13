import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { fieldErrors } from "../../../api/failure.ts";
import { AskDialog } from "../../../dialog/ask-dialog.tsx";
import { NotDone } from "../../../dialog/not-done.tsx";
import { useNow } from "../../../time/now.ts";
import { makeExemption, type NewExemption } from "../exemption-request.ts";
import { CoverPreview } from "./cover-preview.tsx";
import { type Draft, emptyDraft, type Problems, parseDraft, problemsOf, requestOf } from "./draft.ts";
import { problemsAt } from "./field-of.ts";
import { ScopeFields } from "./scope-fields.tsx";
import { TimeFields } from "./time-fields.tsx";

interface NewExemptionDialogProps {
  /** What the form begins with; whatever else is in it is none of its fields. */
  prefilled: Partial<Draft>;
  onClose: () => void;
}

/** What was sent, with its key: sent again, it is the same exemption until the same time. */
interface Sent {
  json: NewExemption;
  key: string;
}

/** Asks what is to be left alone, why and for how long. What the API says against it stands where it belongs. */
export function NewExemptionDialog({ prefilled, onClose }: NewExemptionDialogProps) {
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft, ...parseDraft({ ...prefilled }) }));
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState<Sent>();
  const now = useNow();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: ({ json, key }: Sent) => makeExemption(json, key),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries();
    },
  });

  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    setSent(undefined);
    making.reset();
  };
  const send = () => {
    setTried(true);
    if (Object.keys(problemsOf(draft, now)).length > 0) return;
    const next = sent ?? { json: requestOf(draft, now), key: crypto.randomUUID() };
    setSent(next);
    making.mutate(next);
  };
  const refused = problemsAt(fieldErrors(making.error));
  const problems: Problems = { ...(tried && problemsOf(draft, now)), ...refused };
  const elsewhere = making.isError && Object.keys(refused).length === 0;

  return (
    <AskDialog
      size="large"
      title="Make an exemption"
      confirm="Make exemption"
      // An address can open it for anybody.
      role="responder"
      ready
      pending={making.isPending}
      onConfirm={send}
      onClose={onClose}
    >
      <SpaceBetween size="l">
        <Box>
          Snapback goes on recording what this describes, and leaves it alone. Every part that you fill in has
          to hold. When it ends, what still stands is dealt with again.
        </Box>
        <ScopeFields draft={draft} problems={problems} onChange={change} />
        <CoverPreview draft={draft} />
        <TimeFields draft={draft} problems={problems} onChange={change} />
        {elsewhere && <NotDone error={making.error} />}
      </SpaceBetween>
    </AskDialog>
  );
}
