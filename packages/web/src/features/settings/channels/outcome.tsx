import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { EventText } from "../../../text/event-text.tsx";
import { Ago } from "../../../time/time.tsx";

interface OutcomeProps {
  failed: boolean;
  at: string;
  /** The channel's own words. */
  error?: string | undefined;
}

/** Whether a message was taken, and when. */
export function Outcome({ failed, at, error }: OutcomeProps) {
  return (
    <>
      <StatusIndicator type={failed ? "error" : "success"}>{failed ? "Failed" : "Sent"}</StatusIndicator>{" "}
      <Ago at={at} />
      {error !== undefined && (
        <>
          {": "}
          <EventText text={error} limit={300} />
        </>
      )}
    </>
  );
}
