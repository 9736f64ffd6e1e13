import * as z from "zod";
import { InternetGatewayBlockMode } from "../../aws/ec2/vpc-operations.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { type CloudTrailRecord, failed } from "../../event/record.ts";
import type { Severity, Violation } from "../../finding/schema.ts";
import { defineDetection, type Look, nothing, type Place, type Swept } from "../define.ts";
import { memberOf, SettingQuestion, settingResource, settingStep, wrongSetting } from "./region-setting.ts";

type Mode = z.infer<typeof InternetGatewayBlockMode>;
const MODES: readonly Mode[] = InternetGatewayBlockMode.options;
const Evidence = z.object({ mode: InternetGatewayBlockMode });
const STRICTEST = "block-bidirectional";
const Known = z.object({ mode: z.literal(STRICTEST) });
const ASPECT = "mode";
const CALL = "ModifyVpcBlockPublicAccessOptions";
const UNREADABLE = "the record does not say in a known way what is blocked from now on";
const BEFORE = "what was blocked before is not in the record";

export default defineDetection({
  id: "ec2-vpc-bpa-weakened",
  title: "VPC block public access weakened",
  severity: "high",
  why: "It is the one switch that keeps internet gateways shut whatever routes and security groups say. Without it, every mistake in those reaches the internet again.",
  triage: [
    "Ask whoever made the call why: a single VPC or subnet can have an exclusion, and the rest stay blocked.",
    "See which instances have public addresses: they can be reached from now on.",
  ],
  falsePositives: [
    "An account that serves the internet and never had it on: a sweep says so, and an exemption of the region settles it.",
  ],
  notes: [
    "No real record of the call was at hand: its shape is derived from that of EC2's other calls of these years.",
    "From both ways to one is a step back only for who knows that it was both: that is kept from records, sweeps and looks. A sweep by itself can't see it.",
    "Exclusions (CreateVpcBlockPublicAccessExclusion) are not judged.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["EC2.172"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.007"] },
  ],
  events: [{ source: "ec2.amazonaws.com", names: [CALL] }],
  parameters: z.object({
    required: z
      .enum(["block-ingress", STRICTEST])
      .default("block-ingress")
      .describe("What internet gateways have to block at least"),
  }),
  evidence: Evidence,
  question: SettingQuestion,

  detect(record, place, { required }) {
    if (failed(record)) return nothing;
    const mode = modeOf(record);
    const ask = { account: place.account };
    if (mode === undefined) return { violations: [], suspicions: [{ ask, reason: UNREADABLE }] };
    if (isBelow(mode, required)) return { violations: [violation(mode, place)], suspicions: [] };
    if (mode === STRICTEST) return { ...nothing, baselines: good(mode, place) };
    return { violations: [], suspicions: [{ ask, reason: BEFORE }] };
  },

  async assess({ account, hold }, live, { required }, baseline) {
    const ec2 = await live.client("ec2");
    const { mode } = setting(await ec2.DescribeVpcBlockPublicAccessOptions({}));
    const found = violation(mode, { account, region: live.region });
    const least = (await modeBefore(found.resource.arn, baseline)) ?? required;
    return isBelow(mode, least) ? [{ ...found, hold }] : [];
  },

  response: {
    calls: ["ec2:DescribeVpcBlockPublicAccessOptions", "ec2:ModifyVpcBlockPublicAccessOptions"],
    // "Changes can take a few minutes": https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
    settlesWithinMinutes: 15,
    async inspect({ resource: { arn: resource, id: account }, evidence }, { live, baseline }, { required }) {
      const ec2 = await live.client("ec2");
      const { mode, managedBy } = setting(await ec2.DescribeVpcBlockPublicAccessOptions({}));
      const before = await modeBefore(resource, baseline);
      const state = { internetGatewayBlockMode: mode };
      const least = before ?? required;
      if (!isBelow(mode, least)) return { state, baselines: good(mode, { account, region: live.region }) };
      // Another mode that is too weak is another finding.
      if (mode !== evidence.mode) return { state };
      return wrongSetting(state, managedBy, [
        settingStep(CALL, { InternetGatewayBlockMode: least }, `set it to ${least}`),
        settingStep(CALL, { InternetGatewayBlockMode: mode }, `set it to ${mode} again`),
        before ? {} : unknown(required),
      ]);
    },
  },

  sweep: {
    calls: ["ec2:DescribeVpcBlockPublicAccessOptions"],
    async *resources(
      { live, account, region },
      { required },
    ): AsyncGenerator<Swept<z.infer<typeof Evidence>>> {
      const ec2 = await live.client("ec2");
      const { mode, untouched } = setting(await ec2.DescribeVpcBlockPublicAccessOptions({}));
      const place = { account, region };
      const found = violation(mode, place, untouched ? "medium" : "high");
      yield {
        resource: found.resource.arn,
        violations: isBelow(mode, required) ? [found] : [],
        baselines: good(mode, place),
      };
    },
  },

  attacks: [
    {
      name: "vpc-unblocked",
      title: "Internet gateways let everything through again",
      steps: [
        settingStep(CALL, { InternetGatewayBlockMode: STRICTEST }, "block both ways"),
        settingStep(CALL, { InternetGatewayBlockMode: "off" }, "block nothing any more"),
      ],
    },
  ],
});

function isBelow(mode: Mode, required: Mode): boolean {
  return MODES.indexOf(mode) < MODES.indexOf(required);
}

function modeOf({ requestParameters }: CloudTrailRecord): Mode | undefined {
  const asked = memberOf(requestParameters, `${CALL}Request`, "InternetGatewayBlockMode");
  return InternetGatewayBlockMode.safeParse(asked).data;
}

const Options = z.object({
  VpcBlockPublicAccessOptions: z.object({
    InternetGatewayBlockMode,
    ManagedBy: z.string().optional(),
    State: z.string().optional(),
  }),
});

/** @throws ZodError for a mode that AWS has come to have since. */
function setting(answer: unknown) {
  const { VpcBlockPublicAccessOptions: read } = Options.parse(answer);
  const { InternetGatewayBlockMode: mode, ManagedBy: managedBy, State } = read;
  return { mode, managedBy, untouched: State === "default-state" };
}

/** What is known to have been blocked before, where that was all: nothing else is ever kept. */
async function modeBefore(resource: string, baseline: Look["baseline"]): Promise<Mode | undefined> {
  return Known.safeParse((await baseline(resource, ASPECT))?.value).data?.mode;
}

/** Only the strictest is kept: a weaker one would hide that it had been stricter. */
function good(mode: Mode, place: Place): GoodState[] {
  const { arn: resource } = settingResource("vpc-block-public-access", place);
  return mode === STRICTEST ? [{ resource, aspect: ASPECT, value: { mode } }] : [];
}

function violation(
  mode: Mode,
  place: Place,
  severity: Severity = "high",
): Violation<z.infer<typeof Evidence>> {
  return {
    resource: settingResource("vpc-block-public-access", place),
    fingerprint: mode,
    summary:
      mode === "off"
        ? `Internet gateways in ${place.region} are not blocked`
        : `Internet gateways in ${place.region} let traffic out: only the way in is blocked`,
    severity,
    evidence: { mode },
  };
}

/** What to say where nobody knows what was blocked before. */
function unknown(to: Mode) {
  return {
    caveats: [`what it was before is not known: it becomes ${to}, which is required`],
    confirm: "it may never have been on, and whatever serves the internet from this region would be cut off",
  };
}
