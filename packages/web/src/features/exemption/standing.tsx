import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { EventText } from "../../text/event-text.tsx";
import { formatDuration } from "../../time/format.ts";
import { useNow } from "../../time/now.ts";
import { Time } from "../../time/time.tsx";
import type { Exemption } from "./exemption-request.ts";
import { endsSoon } from "./time-left.ts";

/** Does it hold? How long it will go on, with a warning where that is not long; or how it came to an end. */
export function Standing({ exemption: { state, until, ended } }: { exemption: Exemption }) {
  const now = useNow();
  // The list is read again only now and then.
  const over = Date.parse(until) <= now;
  if (ended)
    return (
      <>
        <div>
          <StatusIndicator type="stopped">Ended</StatusIndicator>
        </div>
        <Box variant="small" color="text-body-secondary">
          <Time at={ended.at} /> by <EventText text={ended.by.name} limit={100} />:{" "}
          <EventText text={ended.reason} limit={200} />
        </Box>
      </>
    );
  if (state === "expired" || over) return <StatusIndicator type="stopped">Expired</StatusIndicator>;
  const soon = endsSoon(until, now);
  return (
    <>
      <div>
        <StatusIndicator type={soon ? "warning" : "success"}>{soon ? "Ends soon" : "Active"}</StatusIndicator>
      </div>
      <Box variant="small" color="text-body-secondary">
        {formatDuration(Date.parse(until) - now)} left
      </Box>
    </>
  );
}
