import { useState } from "react";
import type { FindingPage } from "../../finding-types.ts";
import { freshRows, type Held, heldRows } from "./held-rows.ts";

interface Kept {
  page: string;
  read: FindingPage | undefined;
  held: boolean;
  shown: Held;
}

const nothing = freshRows({ findings: [], cursor: "" });

/**
 * The rows to show of a page that is read again and again.
 *
 * @param page names the page: another one is shown as it is, and the one before stays until it is there
 * @param held keeps what is shown in its place, since somebody is at work on it. What waits then goes on waiting until it is
 *   asked for
 */
export function useHeldRows(page: string, read: FindingPage | undefined, held: boolean) {
  const [kept, setKept] = useState<Kept>({ page, read: undefined, held, shown: nothing });
  let now = kept;
  if (read !== undefined && (kept.page !== page || kept.read !== read || kept.held !== held)) {
    const stays = kept.page === page && kept.shown.rows.length > 0 && (held || kept.shown.waiting > 0);
    now = { page, read, held, shown: stays ? heldRows(kept.shown, read) : freshRows(read) };
    setKept(now);
  }
  return {
    ...now.shown,
    /** The rows are those of the page before: this one is not there yet. */
    stale: now.page !== page || now.read === undefined,
    /** Shows the page as it is by now. */
    release: () => {
      if (now.read) setKept({ ...now, shown: freshRows(now.read) });
    },
  };
}
