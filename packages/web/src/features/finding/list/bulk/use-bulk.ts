import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { decide } from "../../decide/decision-request.ts";
import type { Finding } from "../../finding-types.ts";
import { type BulkAction, decisionAbout, type Said } from "./bulk-decision.ts";
import { eachOfMany } from "./each-of-many.ts";

interface Bulk {
  action: BulkAction;
  chosen: readonly Finding[];
  said: Said;
  onDone: (ids: ReadonlySet<string>) => void;
  /** Once it was done for all of them. */
  onClose: () => void;
}

/** Sends a decision about each of many findings, and again about those that it failed for. */
export function useBulk({ action, chosen, said, onDone, onClose }: Bulk) {
  // With its key a decision that is sent again is the same one, whatever became of the answer.
  const [keys] = useState(() => new Map(chosen.map(({ id }) => [id, crypto.randomUUID()])));
  const [open, setOpen] = useState(chosen);
  const [done, setDone] = useState(0);
  const stopping = useRef<AbortController>(undefined);
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationFn: async () => {
      setDone(0);
      const controller = new AbortController();
      stopping.current = controller;
      const send = (finding: Finding) =>
        decide(finding.id, decisionAbout(finding, action, said), keys.get(finding.id) ?? "");
      return eachOfMany(open, send, setDone, controller.signal);
    },
    onSuccess: ({ failed, left }) => {
      const undone = [...failed.map(({ item }) => item), ...left];
      onDone(new Set(open.filter((finding) => !undone.includes(finding)).map(({ id }) => id)));
      setOpen(undone);
      if (undone.length === 0) onClose();
      void queries.invalidateQueries();
    },
  });
  return {
    begin: () => deciding.mutate(),
    stop: () => stopping.current?.abort(),
    running: deciding.isPending,
    /** Those that it was not done for yet, and how many of them it is done for by now. */
    open,
    done,
    outcome: deciding.data,
  };
}
