import * as z from "zod";
import type { CloudTrailRecord } from "../../event/record.ts";
import { asList } from "../one-or-many.ts";
import type { FlowLogLike } from "./known-flow-log.ts";

/* The calls about flow logs are recorded as XML: an element of a list has its position as `tag`, and plain text is its `content`. */

const text = z.string().optional().catch(undefined);
const number = z.coerce.number().int().optional().catch(undefined);
/** Some records have a text as XML has it, "true". */
const flag = z
  .union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })])
  .optional()
  .catch(undefined);
const Id = z.string().regex(/^[a-z-]{2,12}-[0-9a-zA-Z]{1,32}$/);
/** One element, whether it has its position with it or not. */
const Element = z.union([Id, z.object({ content: Id }).transform(({ content }) => content)]);
const Ids = asList(Element.optional().catch(undefined)).transform((ids) =>
  ids.filter((id) => id !== undefined),
);

const Failed = z.object({
  unsuccessful: z.object({ item: asList(z.object({ resourceId: text }).catch({})) }).catch({ item: [] }),
});

/** The flow logs that a call has deleted, by their ids: not those that AWS says no to, in an answer that is no error. */
export function deletedFlowLogs({ requestParameters, responseElements }: CloudTrailRecord): string[] {
  const request = requestParameters?.DeleteFlowLogsRequest;
  const inside = typeof request === "object" && request !== null && "FlowLogId" in request;
  const named = Ids.safeParse(inside ? request.FlowLogId : requestParameters?.flowLogId).data ?? [];
  const failed = Failed.safeParse(responseElements?.DeleteFlowLogsResponse).data?.unsuccessful.item ?? [];
  const left = new Set(failed.map(({ resourceId }) => resourceId));
  return [...new Set(named)].filter((id) => id.startsWith("fl-") && !left.has(id));
}

const Tags = asList(
  z
    .object({ Key: z.string(), Value: z.string().catch("") })
    .optional()
    .catch(undefined),
);
const Request = z.object({
  ResourceId: Ids,
  TrafficType: text,
  LogDestinationType: text,
  LogDestination: text,
  LogGroupName: text,
  DeliverLogsPermissionArn: text,
  DeliverCrossAccountRole: text,
  LogFormat: text,
  MaxAggregationInterval: number,
  DestinationOptions: z
    .object({ FileFormat: text, HiveCompatiblePartitions: flag, PerHourPartition: flag })
    .optional()
    .catch(undefined),
  TagFieldSpecification: asList(z.unknown()),
  TagSpecification: asList(z.object({ Tag: Tags }).catch({ Tag: [] })),
});
const Made = z.object({ flowLogIdSet: z.object({ item: Ids }) });

/**
 * The flow log that a call has made, and its id. Where it has made several, which one is of what is for the live account to say.
 */
export function madeFlowLog({
  requestParameters,
  responseElements,
}: CloudTrailRecord): { id: string; log: FlowLogLike } | undefined {
  const request = Request.safeParse(requestParameters?.CreateFlowLogsRequest).data;
  const made = Made.safeParse(responseElements?.CreateFlowLogsResponse).data?.flowLogIdSet.item ?? [];
  const [id] = made;
  if (!request || !id?.startsWith("fl-") || request.ResourceId.length !== 1) return undefined;
  const { ResourceId: ids, TagSpecification: tags, TagFieldSpecification: fields, ...log } = request;
  const all = tags.flatMap(({ Tag }) => Tag.flatMap((tag) => tag ?? []));
  return { id, log: { ...log, ResourceId: ids[0], Tags: all, TagFieldSpecifications: fields } };
}
