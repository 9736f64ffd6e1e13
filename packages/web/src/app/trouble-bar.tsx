import Flashbar from "@cloudscape-design/components/flashbar";
import { useTrouble } from "../api/use-trouble.ts";
import { formatTime } from "../time/format.ts";

/** Says when the console is cut off, and that it looks for a way back. */
export function TroubleBar() {
  const trouble = useTrouble();
  if (!trouble) return <Flashbar items={[]} />;
  const shown = trouble.since > 0 ? `What you see was read at ${formatTime(trouble.since)}. ` : "";
  return (
    <Flashbar
      items={[
        {
          id: "trouble",
          type: "error",
          header: trouble.message,
          content: `${shown}The console keeps trying, and goes on by itself.`,
        },
      ]}
    />
  );
}
