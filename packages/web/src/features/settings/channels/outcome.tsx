import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";
import { EventText } from "../../../text/event-text.tsx";
import { Ago } from "../../../time/time.tsx";

/** Whether a message was taken. */
export function Taken({ failed }: { failed: boolean }) {
  return <StatusIndicator type={failed ? "error" : "success"}>{failed ? "Failed" : "Sent"}</StatusIndicator>;
}

interface TakenDetailsProps {
  at: string;
  /** The channel's own words. */
  error?: string | undefined;
  /** What else there is to say of it. */
  children?: ReactNode;
}

/** When that was, and what the channel said against it. */
export function TakenDetails({ at, error, children }: TakenDetailsProps) {
  return (
    <>
      {" "}
      <Ago at={at} />
      {children}
      {error !== undefined && (
        <div>
          <EventText text={error} limit={300} />
        </div>
      )}
    </>
  );
}
