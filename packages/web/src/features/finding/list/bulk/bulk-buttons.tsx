import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useMay } from "../../../person/use-may.ts";
import { words } from "../../decide/decision-words.ts";
import type { Finding } from "../../finding-types.ts";
import { allowing, type BulkAction, bulkActions } from "./bulk-decision.ts";

interface BulkButtonsProps {
  selected: readonly Finding[];
  onAction: (action: BulkAction) => void;
}

/** What can be decided about the selected findings together. */
export function BulkButtons({ selected, onAction }: BulkButtonsProps) {
  const may = useMay("responder");
  const reason = !may
    ? "This needs the role responder."
    : selected.length === 0
      ? "Select findings first."
      : undefined;
  return (
    <ButtonDropdown
      items={bulkActions.map((action) => {
        const count = allowing(selected, action).length;
        return {
          id: action,
          text: `${words[action].button} (${count.toLocaleString("en")})`,
          disabled: count === 0,
          disabledReason: "None of the selected findings allows it now.",
        };
      })}
      disabled={reason !== undefined}
      {...(reason !== undefined && { disabledReason: reason })}
      onItemClick={({ detail }) => {
        const action = bulkActions.find((known) => known === detail.id);
        if (action) onAction(action);
      }}
    >
      Actions
    </ButtonDropdown>
  );
}
