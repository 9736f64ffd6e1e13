import Checkbox from "@cloudscape-design/components/checkbox";
import CollectionPreferences from "@cloudscape-design/components/collection-preferences";
import { type ListPreferences, pageSizes } from "./preferences.ts";

interface PreferencesDialogProps {
  preferences: ListPreferences;
  /** The columns to choose from; none where there is no room for more than one. */
  columns: readonly { id: string; header: string }[];
  onChange: (preferences: ListPreferences) => void;
}

/** The button that asks how the list shall look. */
export function PreferencesDialog({ preferences, columns, onChange }: PreferencesDialogProps) {
  const { columns: shown, shortcut, pageSize, wrapLines, contentDensity } = preferences;
  return (
    <CollectionPreferences
      title="How the list looks"
      confirmLabel="Apply"
      cancelLabel="Cancel"
      preferences={{ pageSize, wrapLines, contentDensity, contentDisplay: shown, custom: shortcut }}
      pageSizePreference={{
        title: "Findings on a page",
        options: pageSizes.map((value) => ({ value, label: `${value} findings` })),
      }}
      contentDensityPreference={{ label: "Compact", description: "Shows more rows" }}
      {...(columns.length > 0 && {
        wrapLinesPreference: {
          label: "Wrap lines",
          description: "Shows two lines of what one has no room for",
        },
        contentDisplayPreference: {
          title: "Columns",
          description: "Which there are, and in which order",
          options: columns.map(({ id, header }) => ({ id, label: header, alwaysVisible: id === "finding" })),
        },
      })}
      customPreference={shortcutPreference}
      onConfirm={({ detail }) =>
        onChange({
          ...preferences,
          pageSize: detail.pageSize ?? pageSize,
          wrapLines: detail.wrapLines ?? wrapLines,
          contentDensity: detail.contentDensity ?? contentDensity,
          columns: detail.contentDisplay?.map(({ id, visible }) => ({ id, visible })) ?? shown,
          shortcut: detail.custom !== false,
        })
      }
    />
  );
}

function shortcutPreference(wanted: boolean, onChange: (wanted: boolean) => void) {
  return (
    <Checkbox
      checked={wanted}
      description="The key / leads to the filter"
      onChange={({ detail }) => onChange(detail.checked)}
    >
      Keyboard shortcut
    </Checkbox>
  );
}
