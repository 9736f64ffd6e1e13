/*
 * The console takes this, too: there is no zod here.
 */

/**
 * Entries, in the order that they have, and the notes that were written between them, each after the last entry that is not
 * later than it.
 */
export function withNotesBetween<Entry extends { at: string }, Note extends { at: string }>(
  entries: readonly Entry[],
  notes: readonly Note[],
): (Entry | Note)[] {
  const left = [...notes];
  const placed = entries.flatMap((entry) => {
    const earlier = left.filter(({ at }) => Date.parse(at) < Date.parse(entry.at));
    left.splice(0, earlier.length);
    return [...earlier, entry];
  });
  return [...placed, ...left];
}
