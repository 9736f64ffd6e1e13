import type { FlowLog } from "@aws-sdk/client-ec2";
import type { Clients } from "../../aws/account.ts";
import type { Baseline } from "../../baseline/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan } from "../../response/plan.ts";
import { destinationOf, type KnownFlowLog, standsFor } from "./known-flow-log.ts";

type Ec2 = Clients["ec2"];

/** The flow log with this id, if it is there. */
export async function flowLogNow(id: string, ec2: Ec2): Promise<FlowLog | undefined> {
  const logs = await ec2.DescribeFlowLogs({ Filter: [{ Name: "flow-log-id", Values: [id] }] });
  return logs.find(({ FlowLogId }) => FlowLogId === id);
}

/** What became of the resource that a flow log was of. */
export async function lookAtLogged(known: KnownFlowLog, ec2: Ec2) {
  const [resourceId = ""] = known.ResourceIds;
  const Filter = [{ Name: "resource-id", Values: [resourceId] }];
  const logs = (await ec2.DescribeFlowLogs({ Filter })).filter(({ ResourceId }) => ResourceId === resourceId);
  const replacement = logs.find((log) => standsFor(log, known));
  return { resourceId, logs, replacement, gone: await isGone(resourceId, ec2) };
}

/** A resource that is deleted takes its flow logs along, mostly a moment after they were deleted themselves. */
async function isGone(id: string, ec2: Ec2): Promise<boolean> {
  const Filters = (Name: string) => ({ Filters: [{ Name, Values: [id] }] });
  if (id.startsWith("vpc-")) return (await ec2.DescribeVpcs(Filters("vpc-id"))).length === 0;
  if (id.startsWith("subnet-")) return (await ec2.DescribeSubnets(Filters("subnet-id"))).length === 0;
  if (id.startsWith("eni-"))
    return (await ec2.DescribeNetworkInterfaces(Filters("network-interface-id"))).length === 0;
  return false;
}

/** A flow log as before and after show it: without its id, which another one that does the same does not have. */
export function shownLog({
  TrafficType,
  LogDestinationType,
  LogGroupName,
  LogDestination,
}: FlowLog): JsonObject {
  return {
    traffic: TrafficType ?? "",
    to: `${LogDestinationType ?? ""}:${LogGroupName ?? LogDestination ?? ""}`,
  };
}

/**
 * Makes a flow log again, as it was.
 *
 * @param flowLogId the one that was deleted
 * @param others flow logs of the same resource that do not do what it did
 */
export function restoration(
  flowLogId: string,
  known: Exclude<KnownFlowLog, { cannot: string }>,
  others: readonly FlowLog[],
  { at, source }: Pick<Baseline, "at" | "source">,
): Plan {
  const [resourceId = ""] = known.ResourceIds;
  const to = destinationOf(known);
  const instead = others.flatMap(({ FlowLogId }) => FlowLogId ?? []).join(", ");
  const doubts = [
    ...(instead
      ? [`${resourceId} has another flow log by now (${instead}), which may be its replacement`]
      : []),
    ...(source === "event"
      ? ["what it was is known from the record of its making alone, and nobody has seen it in the account"]
      : []),
  ];
  return {
    version: 1,
    steps: [
      {
        service: "ec2",
        operation: "CreateFlowLogs",
        input: { ...known },
        does: `make a flow log of ${resourceId} to ${to} again, as ${flowLogId} was on ${at.slice(0, 10)}`,
      },
    ],
    undo: [
      {
        service: "ec2",
        operation: "DeleteFlowLogs",
        input: { FlowLogIds: [{ $from: { step: 0, path: ["FlowLogIds", 0] } }] },
        does: `delete the flow log of ${resourceId} to ${to} again`,
        undoes: 0,
      },
    ],
    lost: [
      `the flow log's id (${flowLogId}): it comes back under a new one`,
      "what went on while there was none",
    ],
    ...(doubts.length > 0 && { confirm: doubts.join("; ") }),
  };
}
