import type { CsvColumn } from "../../text/csv.ts";
import type { Entry } from "./activity-request.ts";

const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));

/** What an export has of each entry. */
export const activityCsv: readonly CsvColumn<Entry>[] = [
  { name: "id", of: ({ id }) => id },
  { name: "at", of: ({ at }) => at },
  { name: "by", of: ({ by }) => by.kind },
  { name: "who", of: ({ by }) => by.name },
  { name: "who (id)", of: ({ by }) => by.id },
  { name: "what", of: ({ what }) => what },
  { name: "about", of: ({ about }) => about.kind },
  { name: "about (id)", of: ({ about }) => about.id },
  { name: "from", of: ({ from }) => from },
  { name: "to", of: ({ to }) => to },
  { name: "event id", of: ({ eventId }) => eventId },
  { name: "decision", of: ({ decision }) => decision },
  { name: "before", of: ({ before }) => json(before) },
  { name: "after", of: ({ after }) => json(after) },
];
