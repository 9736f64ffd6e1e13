import type { CsvColumn } from "../../../text/csv.ts";
import type { Finding } from "../finding-types.ts";

/** What an export has of each finding. */
export const findingCsv: readonly CsvColumn<Finding>[] = [
  { name: "id", of: ({ id }) => id },
  { name: "status", of: ({ state }) => state },
  { name: "severity", of: ({ severity }) => severity },
  { name: "summary", of: ({ summary }) => summary },
  { name: "detection", of: ({ detection }) => detection },
  { name: "title", of: ({ title }) => title },
  { name: "account", of: ({ account }) => account },
  { name: "region", of: ({ region }) => region },
  { name: "resource type", of: ({ resource }) => resource.type },
  { name: "resource", of: ({ resource }) => resource.arn },
  { name: "actor", of: ({ latest }) => latest.actor.name },
  { name: "principal", of: ({ latest }) => latest.actor.principal },
  { name: "source IP", of: ({ latest }) => latest.actor.sourceIp },
  { name: "user agent", of: ({ latest }) => latest.actor.userAgent },
  { name: "MFA", of: ({ latest }) => latest.actor.mfa },
  { name: "event", of: ({ latest }) => latest.eventName },
  { name: "event id", of: ({ latest }) => latest.eventId },
  { name: "opened", of: ({ opened }) => opened.eventTime },
  { name: "last seen", of: ({ latest }) => latest.eventTime },
  { name: "safe again", of: ({ safe }) => safe?.at },
  { name: "stood open (ms)", of: ({ openMs }) => openMs },
  { name: "calls", of: ({ occurrences }) => occurrences },
  { name: "reopened", of: ({ reopened }) => reopened },
  { name: "on hold", of: ({ hold }) => hold },
  { name: "exempt until", of: ({ exemption }) => exemption?.until },
];
