import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { flowLogAttacks } from "./flow-log-attacks.ts";
import { flowLogNow, lookAtLogged, restoration, shownLog } from "./flow-log-inspection.ts";
import { destinationOf, FLOW_LOG, goodFlowLog, KnownFlowLog } from "./known-flow-log.ts";
import { deletedFlowLogs, madeFlowLog } from "./recorded-flow-logs.ts";

const Evidence = z.object({
  flowLogId: z.string(),
  /** What it was, when it was that, and who says so; absent where nobody knows. */
  was: z
    .object({ known: KnownFlowLog, at: z.string(), source: z.enum(["event", "respond", "sweep"]) })
    .optional(),
});
type Evidence = z.infer<typeof Evidence>;

const UNNAMED = "the record has only the flow log's id, and not what it was of";
const UNKNOWN =
  "What it was of, and where it went, is not known to Snapback, which first has to see a flow log (in a sweep, or when it is made): make it again by hand.";

export default defineDetection({
  id: "ec2-flow-logs-deleted",
  title: "VPC flow log deleted",
  severity: "high",
  why: "Nobody sees any more who talks to whom in that network: neither the detections that read flow logs, nor whoever has to find out later what an intruder did.",
  triage: [
    "Ask whoever deleted it. One that is replaced is first joined by the new one.",
    "Look at what the network did since then by other means: the hosts' logs, GuardDuty, which has flow logs of its own.",
    "See what else they did: who hides from the network's logs has a reason.",
  ],
  falsePositives: [
    "The network is being taken down: where it is gone by the time that Snapback looks, nothing is reported.",
    "A flow log that moves to another destination: dismiss it.",
  ],
  byHand: [
    "Where Snapback never saw the flow log, or may not make such a one (to Firehose, to another account): make it again.",
  ],
  notes: [
    "A flow log's baseline is learnt by the sweep, and from the record of its making, where that made just one.",
    "To S3, AWS takes a flow log only if the bucket's policy lets the delivery service write there: Snapback has no right to change that policy, and needs none where it stands as it did.",
    "The record of CreateFlowLogs was not seen whole.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["4.7"] },
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["3.7"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["3.7"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.6"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.008"] },
  ],
  events: [{ source: "ec2.amazonaws.com", names: ["DeleteFlowLogs", "CreateFlowLogs"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: z.object({ flowLogId: z.string(), account: z.string(), hold: z.string().optional() }),

  detect(record, place) {
    if (failed(record)) return nothing;
    if (record.eventName === "CreateFlowLogs") {
      const made = madeFlowLog(record);
      return made ? { ...nothing, baselines: goodFlowLog(flowLogArn(made.id, place), made.log) } : nothing;
    }
    const ids = deletedFlowLogs(record);
    const suspicions = ids.map((flowLogId) => ({
      ask: { flowLogId, account: place.account },
      reason: UNNAMED,
    }));
    return { violations: [], suspicions };
  },

  async assess({ flowLogId, account, hold }, live, _parameters, baseline) {
    const ec2 = await live.client("ec2");
    const place = { account, region: live.region };
    if (await flowLogNow(flowLogId, ec2)) return [];
    const before = await baseline(flowLogArn(flowLogId, place), FLOW_LOG);
    const known = KnownFlowLog.safeParse(before?.value).data;
    if (!before || !known) return [violation({ flowLogId }, place, hold)];
    const { gone, replacement } = await lookAtLogged(known, ec2);
    if (gone || replacement) return [];
    const { at, source } = before;
    return [violation({ flowLogId, was: { known, at, source } }, place, hold)];
  },

  response: {
    calls: [
      "ec2:DescribeFlowLogs",
      "ec2:DescribeVpcs",
      "ec2:DescribeSubnets",
      "ec2:DescribeNetworkInterfaces",
      "ec2:CreateFlowLogs",
      "ec2:DeleteFlowLogs",
    ],
    async inspect({ resource, evidence: { flowLogId, was } }, { live }) {
      const ec2 = await live.client("ec2");
      if (!was) {
        const there = await flowLogNow(flowLogId, ec2);
        return {
          state: { flowLogId, exists: there !== undefined },
          ...(there ? { baselines: goodFlowLog(resource.arn, there) } : { stuck: UNKNOWN }),
        };
      }
      const { known } = was;
      const { resourceId, logs, replacement, gone } = await lookAtLogged(known, ec2);
      if (gone) return { state: { resourceId, gone } };
      const seen = {
        state: { resourceId, flowLogs: logs.map(shownLog) },
        guard: { flowLog: replacement ? shownLog(replacement) : null },
      };
      if (replacement?.FlowLogId) {
        const place = { account: resource.arn.split(":")[4] ?? "", region: live.region };
        return { ...seen, baselines: goodFlowLog(flowLogArn(replacement.FlowLogId, place), replacement) };
      }
      if ("cannot" in known)
        return { ...seen, stuck: `Make flow log ${flowLogId} again by hand: ${known.cannot}.` };
      return { ...seen, plan: restoration(flowLogId, known, logs, was) };
    },
  },

  sweep: {
    calls: ["ec2:DescribeFlowLogs"],
    // What is gone is in no list: the sweep is there to learn.
    misses: ["no flow log to ", "deleted"],
    async *resources({ live, account, region }) {
      const ec2 = await live.client("ec2");
      for (const log of await ec2.DescribeFlowLogs({})) {
        if (log.FlowLogId === undefined) continue;
        const resource = flowLogArn(log.FlowLogId, { account, region });
        yield { resource, violations: [], baselines: goodFlowLog(resource, log) };
      }
    },
  },

  attacks: flowLogAttacks,
});

function flowLogArn(id: string, { account, region }: Place): string {
  return arn("ec2", region, account, `vpc-flow-log/${id}`);
}

/** What flow logs are of, by their ids' beginnings; as in ARNs, and as CloudFormation calls it. */
const LOGGED = [
  ["vpc", "AWS::EC2::VPC"],
  ["subnet", "AWS::EC2::Subnet"],
  ["eni", "AWS::EC2::NetworkInterface", "network-interface"],
  ["tgw-attach", "AWS::EC2::TransitGatewayAttachment", "transit-gateway-attachment"],
  ["tgw", "AWS::EC2::TransitGateway", "transit-gateway"],
] as const;

/**
 * About what is not logged any more, where that is known: so that a flow log which Snapback has made again, under a new id, is
 * of the same finding.
 */
function violation(evidence: Evidence, place: Place, hold: string | undefined): Violation<Evidence> {
  const { flowLogId, was } = evidence;
  const [id = flowLogId] = was?.known.ResourceIds ?? [];
  const logged = LOGGED.find(([prefix]) => id.startsWith(`${prefix}-`));
  const [prefix, type, path = prefix] = logged ?? ["fl", "AWS::EC2::FlowLog", "vpc-flow-log"];
  const to = was && destinationOf(was.known);
  return {
    resource: { arn: arn("ec2", place.region, place.account, `${path}/${id}`), type, id },
    fingerprint: to === undefined ? "deleted" : `no flow log to ${to}`,
    summary: to === undefined ? `Flow log ${id} was deleted` : `${id} has no flow log to ${to} any more`,
    severity: "high",
    evidence,
    hold,
  };
}
