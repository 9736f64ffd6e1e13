import * as z from "zod";
import { type Finding, Resource, Severity, State } from "../schema.ts";

/**
 * What lists sort and filter findings by, and what they are counted by: little enough that all of them fit into memory. The
 * texts come from events, and are cut where they are longer than their kind ever is.
 */
export type FindingRow = z.infer<typeof FindingRow>;
export const FindingRow = z.object({
  id: z.string(),
  /** The finding's version that it tells of. */
  version: z.int(),
  account: z.string(),
  region: z.string(),
  detection: z.string(),
  resource: Resource,
  severity: Severity,
  state: State,
  summary: z.string(),
  /** The latest call that showed it, and who made it. */
  eventName: z.string(),
  actor: z.string(),
  principal: z.string().optional(),
  sourceIp: z.string().optional(),
  /** When the call was made that opened the present episode, and the latest one. */
  openedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  /** When it was found safe again, and how. */
  safe: z.object({ at: z.iso.datetime(), by: z.enum(["snapback", "already"]) }).optional(),
  /** The latest exemptions that cover it or have covered it, the present one last. */
  exemptions: z.array(z.string()),
});

/** The longest ARN, and lines that people can still read. */
const ARN = 2048;
const LINE = 400;

export function rowOf(finding: Finding): FindingRow {
  const { id, version, account, region, detection, severity, state } = finding;
  const { resource, latest, opened, safe, exemption, exemptedBy = [] } = finding;
  const { name, principal, sourceIp } = latest.actor;
  return {
    id,
    version,
    account,
    region,
    detection,
    severity,
    state,
    resource: {
      arn: resource.arn.slice(0, ARN),
      type: resource.type.slice(0, LINE),
      id: resource.id.slice(0, ARN),
    },
    summary: finding.summary.slice(0, LINE),
    eventName: latest.eventName.slice(0, LINE),
    actor: name.slice(0, LINE),
    ...(principal !== undefined && { principal: principal.slice(0, ARN) }),
    ...(sourceIp !== undefined && { sourceIp: sourceIp.slice(0, LINE) }),
    openedAt: opened.eventTime,
    lastSeenAt: latest.eventTime,
    ...(safe && { safe }),
    exemptions: [...new Set([...exemptedBy, ...(exemption ? [exemption.id] : [])])],
  };
}

/** From the call that opened it to safe again, in milliseconds; `undefined` while it stands. CloudTrail's times are whole seconds. */
export function openMs({ openedAt, safe }: Pick<FindingRow, "openedAt" | "safe">): number | undefined {
  return safe && Math.max(0, Date.parse(safe.at) - Date.parse(openedAt));
}
