import type { Tag } from "@aws-sdk/client-ec2";
import * as z from "zod";
import { FlowLogRequest } from "../../aws/ec2/flow-log-operations.ts";
import type { GoodState } from "../../baseline/schema.ts";

/** The aspect under which a flow log's baseline is kept: what it would take to make it again. */
export const FLOW_LOG = "flow-log";

/** How to make a flow log again; or why Snapback can't, and what it was of. */
export type KnownFlowLog = z.infer<typeof KnownFlowLog>;
export const KnownFlowLog = z.union([
  FlowLogRequest,
  z.object({ ResourceIds: z.array(z.string()).length(1), cannot: z.string() }),
]);

/** A flow log as the live account shows it, or as the record of its making does. */
export interface FlowLogLike {
  ResourceId?: string | undefined;
  TrafficType?: string | undefined;
  LogDestinationType?: string | undefined;
  LogDestination?: string | undefined;
  LogGroupName?: string | undefined;
  DeliverLogsPermissionArn?: string | undefined;
  DeliverCrossAccountRole?: string | undefined;
  LogFormat?: string | undefined;
  MaxAggregationInterval?: number | undefined;
  DestinationOptions?: object | undefined;
  Tags?: Tag[] | undefined;
  TagFieldSpecifications?: unknown[] | undefined;
}

/** EC2 tells of a flow log not what kind of resource it is of, but the ids do. */
const KINDS = [
  ["vpc-", "VPC"],
  ["subnet-", "Subnet"],
  ["eni-", "NetworkInterface"],
  ["tgw-attach-", "TransitGatewayAttachment"],
  ["tgw-", "TransitGateway"],
] as const;

/** What it takes to make a flow log again. Nothing where too little of it is known. */
export function knownFlowLog(log: FlowLogLike): KnownFlowLog | undefined {
  const { ResourceId, LogDestinationType = "cloud-watch-logs", LogGroupName, LogDestination } = log;
  if (ResourceId === undefined || !(LogGroupName || LogDestination)) return undefined;
  const ResourceIds = [ResourceId];
  const cannot = (why: string) => ({ ResourceIds, cannot: why });
  const kind = KINDS.find(([prefix]) => ResourceId.startsWith(prefix));
  if (!kind) return cannot(`it was of ${ResourceId}, a kind of resource that Snapback makes no flow logs of`);
  if (LogDestinationType === "kinesis-data-firehose" || log.DeliverCrossAccountRole)
    return cannot(
      "it went to Firehose or to another account, which takes rights that Snapback does not have",
    );
  if (log.TagFieldSpecifications?.length)
    return cannot("it had fields of tags, which Snapback does not know how to ask for");
  const request = FlowLogRequest.safeParse({
    ResourceIds,
    ResourceType: kind[1],
    TrafficType: log.TrafficType,
    LogDestinationType,
    // AWS takes either.
    ...(LogGroupName ? { LogGroupName } : { LogDestination }),
    DeliverLogsPermissionArn: log.DeliverLogsPermissionArn,
    LogFormat: log.LogFormat,
    MaxAggregationInterval: log.MaxAggregationInterval,
    DestinationOptions: log.DestinationOptions,
    TagSpecifications: tagging(log.Tags),
  });
  return request.data && withoutNothing(request.data);
}

/** The baseline of a flow log; none where too little of it is known. */
export function goodFlowLog(resource: string, log: FlowLogLike): GoodState[] {
  const known = knownFlowLog(log);
  return known ? [{ resource, aspect: FLOW_LOG, value: known }] : [];
}

/** Where a flow log of a resource goes, which AWS lets only one of them do. */
export function destinationOf(known: KnownFlowLog): string {
  if ("cannot" in known) return "elsewhere";
  return `${known.LogDestinationType}:${known.LogGroupName ?? known.LogDestination ?? ""}`;
}

/** Does this flow log log what that one did, to the same place? */
export function standsFor(log: FlowLogLike, known: KnownFlowLog): boolean {
  const other = knownFlowLog(log);
  if (!other || "cannot" in other || "cannot" in known || destinationOf(other) !== destinationOf(known))
    return false;
  return other.TrafficType === "ALL" || other.TrafficType === known.TrafficType;
}

/** Tags that AWS keeps for itself (`aws:…`) can't be set by anybody else. */
function tagging(tags: Tag[] = []) {
  const Tags = tags.filter(({ Key }) => Key && !Key.startsWith("aws:"));
  return Tags.length > 0 ? [{ ResourceType: "vpc-flow-log", Tags }] : undefined;
}

function withoutNothing(request: FlowLogRequest): FlowLogRequest {
  return FlowLogRequest.parse(JSON.parse(JSON.stringify(request)));
}
