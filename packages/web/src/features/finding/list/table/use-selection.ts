import { useState } from "react";

const none: ReadonlySet<string> = new Set();

/** Which findings of a page are selected, by their ids. On another page nothing is: people decide about what they see. */
export function useSelection(page: string) {
  const [kept, setKept] = useState({ page, ids: none });
  const ids = kept.page === page ? kept.ids : none;
  return {
    some: ids.size > 0,
    has: (id: string) => ids.has(id),
    choose: (chosen: readonly string[]) => setKept({ page, ids: new Set(chosen) }),
    /** Selects these no more. */
    drop: (done: ReadonlySet<string>) =>
      setKept((before) => ({ ...before, ids: new Set([...before.ids].filter((id) => !done.has(id))) })),
  };
}
