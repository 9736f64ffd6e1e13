import Select from "@cloudscape-design/components/select";
import type { ListQuery } from "./list-query.ts";
import { viewOf, views } from "./views.ts";

interface ViewSelectProps {
  where: readonly string[];
  onChange: (query: Pick<ListQuery, "where">) => void;
}

/** The lists that people look at most, to choose from. */
export function ViewSelect({ where, onChange }: ViewSelectProps) {
  const view = viewOf(where);
  return (
    <Select
      inlineLabelText="View"
      ariaLabel="View"
      options={views.map(({ id, text }) => ({ value: id, label: text }))}
      selectedOption={view ? { value: view.id, label: view.text } : { value: "own", label: "As filtered" }}
      onChange={({ detail }) => {
        const chosen = views.find(({ id }) => id === detail.selectedOption.value);
        if (chosen) onChange(chosen.where.length > 0 ? { where: [...chosen.where] } : {});
      }}
    />
  );
}
