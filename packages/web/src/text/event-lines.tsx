import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { EventText } from "./event-text.tsx";

const LINES = 12;

/** What a person wrote, line by line. */
export function EventLines({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  const lines = text.split(/\r?\n/).map((line, place) => ({ line, place }));
  const shown = whole ? lines : lines.slice(0, LINES);
  const hidden = lines.length - shown.length;
  return (
    <>
      {shown.map(({ line, place }) => (
        <div key={place}>{line.trim() === "" ? "\u00a0" : <EventText text={line} />}</div>
      ))}
      {hidden > 0 && (
        <Button variant="inline-link" onClick={() => setWhole(true)}>
          Show {hidden.toLocaleString("en")} more lines
        </Button>
      )}
    </>
  );
}
