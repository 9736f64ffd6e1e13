import CollectionPreferences from "@cloudscape-design/components/collection-preferences";
import { type ListPreferences, pageSizes } from "./preferences.ts";

interface PreferencesDialogProps {
  preferences: ListPreferences;
  columns: readonly { id: string; header: string }[];
  onChange: (preferences: ListPreferences) => void;
}

/** The button that asks how the list shall look. */
export function PreferencesDialog({ preferences, columns, onChange }: PreferencesDialogProps) {
  const { columns: shown, ...others } = preferences;
  return (
    <CollectionPreferences
      title="How the list looks"
      confirmLabel="Apply"
      cancelLabel="Cancel"
      preferences={{ ...others, contentDisplay: shown }}
      pageSizePreference={{
        title: "Findings on a page",
        options: pageSizes.map((value) => ({ value, label: `${value} findings` })),
      }}
      wrapLinesPreference={{ label: "Wrap lines", description: "Shows all of a text" }}
      contentDensityPreference={{ label: "Compact", description: "Shows more rows" }}
      contentDisplayPreference={{
        title: "Columns",
        description: "Which there are, and in which order",
        options: columns.map(({ id, header }) => ({ id, label: header, alwaysVisible: id === "finding" })),
      }}
      onConfirm={({ detail }) =>
        onChange({
          pageSize: detail.pageSize ?? preferences.pageSize,
          wrapLines: detail.wrapLines ?? preferences.wrapLines,
          contentDensity: detail.contentDensity ?? preferences.contentDensity,
          columns: detail.contentDisplay?.map(({ id, visible }) => ({ id, visible })) ?? shown,
        })
      }
    />
  );
}
