import Button from "@cloudscape-design/components/button";
import Flashbar from "@cloudscape-design/components/flashbar";
import { useTrouble } from "../api/use-trouble.ts";
import { useSession, useSessionState } from "../features/session/session-context.ts";
import { formatTime } from "../time/format.ts";

/** Says when the console is cut off, and that it looks for a way back or that the person has to sign in. */
export function TroubleBar() {
  const trouble = useTrouble();
  const session = useSession();
  const state = useSessionState();
  if (state?.kind === "expired")
    return (
      <Flashbar
        items={[
          {
            id: "expired",
            type: "warning",
            header: "Your session has expired",
            content: "What you see is no longer kept up to date.",
            action: <Button onClick={() => void session?.signIn()}>Sign in again</Button>,
          },
        ]}
      />
    );
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
