import { useState } from "react";

export type OpenRecords = ReturnType<typeof useOpenRecords>;

/** Which raw records are shown, by their event ids, and the one that somebody has asked for from elsewhere on the page. */
export function useOpenRecords() {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<string>();
  const toggle = (eventId: string, shown: boolean) =>
    setOpen((known) => new Set(shown ? [...known, eventId] : [...known].filter((one) => one !== eventId)));
  return {
    open,
    asked,
    toggle,
    /** Shows it, and has the page go there. */
    ask: (eventId: string) => {
      toggle(eventId, true);
      setAsked(eventId);
    },
    /** The page has gone there. */
    reached: () => setAsked(undefined),
  };
}
