import Box from "@cloudscape-design/components/box";
import { EventText } from "../../../../text/event-text.tsx";
import { JsonText } from "../../../../text/json-text.tsx";

const SHOWN = 300;

/** What a member of a state is set to. */
export function StateValue({ value }: { value: unknown }) {
  if (value === undefined || value === null) return <Nothing>none</Nothing>;
  if (value === "") return <Nothing>empty</Nothing>;
  if (typeof value === "object") return <JsonText value={value} />;
  return <EventText text={typeof value === "string" ? value : JSON.stringify(value)} limit={SHOWN} />;
}

function Nothing({ children }: { children: string }) {
  return (
    <Box variant="span" color="text-body-secondary">
      {children}
    </Box>
  );
}
