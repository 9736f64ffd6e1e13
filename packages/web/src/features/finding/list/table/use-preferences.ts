import { useState } from "react";
import { columnsOf } from "./columns.tsx";
import { keepPreferences, type ListPreferences, readPreferences } from "./preferences.ts";

const columnIds = columnsOf({ arrived: () => false, gone: () => false, wrap: false }).map(({ id }) => id);

/** How this person wants the list to look, in this browser. */
export function usePreferences(): [ListPreferences, (preferences: ListPreferences) => void] {
  const [preferences, setPreferences] = useState(() => readPreferences(columnIds));
  return [
    preferences,
    (next) => {
      setPreferences(next);
      keepPreferences(next);
    },
  ];
}
