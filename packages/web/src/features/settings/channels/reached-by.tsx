import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { EventText } from "../../../text/event-text.tsx";
import type { Channel } from "./channels-request.ts";

/** By which secrets or addresses a channel is reached. No secret's value is known here. */
export function ReachedBy({ channel: { secrets, addresses, emailAddresses } }: { channel: Channel }) {
  if (addresses !== undefined)
    return (
      <>
        <StatusIndicator type={addresses > 0 ? "success" : "warning"}>
          {addresses === 1 ? "1 address" : `${addresses.toLocaleString("en")} addresses`}
        </StatusIndicator>
        {emailAddresses?.map((address) => (
          <Box key={address}>
            <EventText text={address} limit={100} />
          </Box>
        ))}
        <Box color="text-body-secondary" fontSize="body-s">
          AWS mails only those that have confirmed; the doctor says who has not.
        </Box>
      </>
    );
  if (secrets.length === 0) return "The file inbox.ndjson in the data folder, and the terminal";
  return secrets.map(({ name, set }) => (
    <div key={name}>
      <StatusIndicator type={set ? "success" : "warning"}>
        The secret <Box variant="code">{name}</Box> is {set ? "set" : "not set"}
      </StatusIndicator>
    </div>
  ));
}
