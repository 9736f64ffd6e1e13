import { useState } from "react";

interface Pages {
  list: string;
  /** Where each page begins that was seen so far; the first begins without a cursor. */
  cursors: (string | undefined)[];
  index: number;
}

/**
 * The pages of a list whose pages are known by where the one before ended.
 *
 * @param list names the list: another one begins at its first page
 */
export function usePages(list: string) {
  const first: Pages = { list, cursors: [undefined], index: 0 };
  const [kept, setPages] = useState(first);
  const pages = kept.list === list ? kept : first;
  return {
    cursor: pages.cursors[pages.index],
    /** From 1 on. */
    number: pages.index + 1,
    count: pages.cursors.length,
    /** @param next where the page after the present one begins, if there is one */
    turn(number: number, next: string | undefined): void {
      const index = number - 1;
      const cursors = pages.cursors.slice(0, Math.max(index + 1, pages.cursors.length));
      if (index < cursors.length) setPages({ list, cursors, index });
      else if (next !== undefined) setPages({ list, cursors: [...cursors, next], index: cursors.length });
    },
  };
}
