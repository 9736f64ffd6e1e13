import { useState } from "react";
import type { Finding } from "../../finding-types.ts";
import { heldRows, type Shown } from "./held-rows.ts";

interface Kept extends Shown {
  page: string;
  read: readonly Finding[] | undefined;
  held: boolean;
}

/**
 * The rows to show of a page that is read again and again.
 *
 * @param page names the page: another one is shown as it is
 * @param held keeps what is shown in its place, since somebody is at work on it
 */
export function useHeldRows(page: string, read: readonly Finding[] | undefined, held: boolean) {
  const [kept, setKept] = useState<Kept>({ page, read: undefined, held: false, rows: [], waiting: 0 });
  let shown = kept;
  if (kept.page !== page || kept.read !== read || kept.held !== held) {
    const hold = held && kept.page === page && kept.read !== undefined;
    const rows = hold ? heldRows(kept.rows, read ?? kept.rows) : { rows: read ?? [], waiting: 0 };
    shown = { ...rows, page, read, held };
    setKept(shown);
  }
  return {
    rows: shown.rows,
    waiting: shown.waiting,
    /** Shows all that has come in. */
    release: () => setKept({ page, read, held, rows: read ?? [], waiting: 0 }),
  };
}
