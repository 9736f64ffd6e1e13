import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { BUS_SOURCE, type Publish } from "./message.ts";

/** PutEvents answers 200 also where it took only some of the events, or none. */
export class PublishError extends Error {
  override name = "PublishError";
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const ENTRIES = 10;

/** Publishes to the bus. @throws PublishError unless the bus took every message; some may have gone out. */
export function openBus(client: EventBridgeClient, busName: string): Publish {
  return async (messages) => {
    for (let start = 0; start < messages.length; start += ENTRIES) {
      const Entries = messages.slice(start, start + ENTRIES).map(({ type, id, service }) => ({
        EventBusName: busName,
        Source: BUS_SOURCE,
        DetailType: type,
        Detail: JSON.stringify({ id, service }),
      }));
      const { FailedEntryCount = 0, Entries: results = [] } = await client.send(
        new PutEventsCommand({ Entries }),
      );
      if (FailedEntryCount === 0) continue;
      const why = results.flatMap(({ ErrorCode, ErrorMessage }) =>
        ErrorCode ? `${ErrorCode}: ${ErrorMessage}` : [],
      );
      throw new PublishError(
        `the bus refused ${FailedEntryCount} of ${Entries.length} messages: ${why.join("; ")}`,
      );
    }
  };
}
