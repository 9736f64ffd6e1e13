import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { StillChangingError } from "../../aws/error.ts";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { isWorld, WorldPrefixes } from "../ec2/world.ts";
import { endpointAttacks } from "./cluster-attacks.ts";

const Evidence = z.object({ name: z.string() });
type Evidence = z.infer<typeof Evidence>;

const Parameters = z.object({ worldPrefixes: WorldPrefixes.prefault({}) });
type Parameters = z.infer<typeof Parameters>;

const Access = z
  .object({
    endpointPublicAccess: z.boolean().optional().catch(undefined),
    publicAccessCidrs: z.array(z.unknown()).optional().catch(undefined),
  })
  .catch({});
type Access = z.infer<typeof Access>;
const Request = z.object({
  name: z.string().optional().catch(undefined),
  resourcesVpcConfig: Access.optional(),
});
const Answer = z
  .object({ cluster: z.object({ resourcesVpcConfig: Access.optional() }).optional() })
  .catch({});

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
const NAME = /^[0-9A-Za-z][\w-]{0,99}$/;
/** While a cluster is in one of these states, it may show what it was before. */
const CHANGING = new Set(["CREATING", "PENDING", "UPDATING"]);
const HALF = "the call says one half, and the other is as the cluster had it before";

export default defineDetection({
  id: "eks-endpoint-public",
  title: "Kubernetes cluster reachable from the whole internet",
  severity: "high",
  why: "The cluster's API server answers everyone: a stolen token, a binding for anonymous users or a flaw in the server is enough from anywhere.",
  triage: [
    "See who works with the cluster from where: a range of your own in publicAccessCidrs may be what is meant.",
    "Look for calls from addresses that aren't yours in the cluster's audit log.",
    "See whether system:anonymous or system:unauthenticated are bound to roles.",
  ],
  falsePositives: [
    "A cluster that is worked with from many networks: name their ranges, or exempt it.",
    "A new cluster: AWS makes it reachable from everywhere unless it is told otherwise.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EKS.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1133"] },
  ],
  notes: [
    "AWS makes one change of a cluster at a time, and takes minutes for it: until then the response is tried again some times.",
    "No record of these calls was seen: the fields are those of the API.",
  ],
  events: [{ source: "eks.amazonaws.com", names: ["UpdateClusterConfig", "CreateCluster"] }],
  parameters: Parameters,
  evidence: Evidence,
  question: Evidence.extend({ account: z.string() }),

  detect(record, place, parameters) {
    const { name, resourcesVpcConfig: asked = {} } = Request.parse(record.requestParameters ?? {});
    if (failed(record) || name === undefined || !NAME.test(name)) return nothing;
    const found = { violations: [violation(name, place)], suspicions: [] };
    if (record.eventName === "CreateCluster") {
      const { resourcesVpcConfig: answered = {} } = Answer.parse(record.responseElements ?? {}).cluster ?? {};
      const made = {
        endpointPublicAccess: answered.endpointPublicAccess ?? asked.endpointPublicAccess,
        publicAccessCidrs: answered.publicAccessCidrs ?? asked.publicAccessCidrs,
      };
      return isOpen(made, parameters) ? found : nothing;
    }
    const { endpointPublicAccess, publicAccessCidrs } = asked;
    const isSilent = endpointPublicAccess === undefined && publicAccessCidrs === undefined;
    if (isSilent || !isOpen(asked, parameters)) return nothing;
    if (endpointPublicAccess && publicAccessCidrs) return found;
    return { violations: [], suspicions: [{ ask: { name, account: place.account }, reason: HALF }] };
  },

  async assess({ name, account }, live, parameters) {
    const { access, status } = await clusterNow(name, live);
    if (isOpen(access, parameters)) return [violation(name, { account, region: live.region })];
    if (CHANGING.has(status)) throw new StillChangingError(`${name} is in ${status}`);
    return [];
  },

  response: {
    calls: ["eks:DescribeCluster", "eks:UpdateClusterConfig"],
    settlesWithinMinutes: 60,
    async inspect({ evidence: { name } }, { live }, parameters) {
      const { access, status } = await clusterNow(name, live);
      const { endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs } = access;
      const state = { endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs };
      if (!isOpen(access, parameters)) {
        if (CHANGING.has(status)) throw new StillChangingError(`${name} is in ${status}`);
        return { state };
      }
      // Until it is there AWS takes no change of it.
      if (status === "CREATING" || status === "PENDING")
        throw new StillChangingError(`${name} is in ${status}`);
      const inside = { endpointPublicAccess: false, endpointPrivateAccess: true };
      const before = {
        endpointPublicAccess,
        endpointPrivateAccess,
        ...(publicAccessCidrs.length > 0 && { publicAccessCidrs }),
      };
      return {
        state,
        plan: {
          version: 1,
          steps: [update(name, inside, `let cluster ${name} be reached from within its network alone`)],
          undo: [{ ...update(name, before, `let cluster ${name} be reached as before`), undoes: 0 }],
          confirm: "whoever works with the cluster from outside its network is cut off",
        },
      };
    },
    async tags({ id }, live) {
      const { cluster } = await (await live.client("eks")).DescribeCluster({ name: id });
      return cluster?.tags ?? {};
    },
  },

  sweep: {
    calls: ["eks:ListClusters", "eks:DescribeCluster"],
    async *resources({ live, ...place }, parameters) {
      for (const name of await (await live.client("eks")).ListClusters({})) {
        const { access } = await clusterNow(name, live);
        const violations = isOpen(access, parameters) ? [violation(name, place)] : [];
        yield { resource: clusterOf(name, place).arn, violations };
      }
    },
  },

  attacks: endpointAttacks,
});

/** Both are open unless something else is said: https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html */
function isOpen(
  { endpointPublicAccess = true, publicAccessCidrs = [] }: Access,
  { worldPrefixes }: Parameters,
): boolean {
  if (!endpointPublicAccess) return false;
  if (publicAccessCidrs.length === 0) return true;
  return publicAccessCidrs.some((cidr) => typeof cidr === "string" && isWorld(cidr, worldPrefixes));
}

function clusterOf(name: string, { account, region }: Place): Resource {
  return { arn: arn("eks", region, account, `cluster/${name}`), type: "AWS::EKS::Cluster", id: name };
}

function violation(name: string, place: Place): Violation<Evidence> {
  return {
    resource: clusterOf(name, place),
    fingerprint: "public-endpoint",
    summary: `cluster ${name} can be reached from the whole internet`,
    severity: "high",
    evidence: { name },
  };
}

async function clusterNow(name: string, live: LiveAccount) {
  const { cluster } = await (await live.client("eks")).DescribeCluster({ name });
  const {
    endpointPublicAccess = true,
    endpointPrivateAccess = false,
    publicAccessCidrs = [],
  } = cluster?.resourcesVpcConfig ?? {};
  const ranges = publicAccessCidrs.toSorted();
  return {
    access: { endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs: ranges },
    status: cluster?.status ?? "",
  };
}

/** Ranges that are not said stay as they are. */
function update(name: string, resourcesVpcConfig: Step["input"], does: string): Step {
  return { service: "eks", operation: "UpdateClusterConfig", input: { name, resourcesVpcConfig }, does };
}
