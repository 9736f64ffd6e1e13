import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { EventText } from "../../../text/event-text.tsx";
import { Ago } from "../../../time/time.tsx";

interface OutcomeProps {
  failed: boolean;
  at: string;
  /** The channel's own words. */
  error?: string | undefined;
  /** What else there is to say of it. */
  children?: ReactNode;
}

/** Whether a message was taken, when, and why not. */
export function Outcome({ failed, at, error, children }: OutcomeProps) {
  return (
    <>
      <div>
        <StatusIndicator type={failed ? "error" : "success"}>{failed ? "Failed" : "Sent"}</StatusIndicator>{" "}
        <Ago at={at} />
        {children}
      </div>
      {error !== undefined && (
        <div>
          <EventText text={error} limit={300} />
        </div>
      )}
    </>
  );
}
