import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html */
const SETTING = "/ssm/documents/console/public-sharing-permission";
const Evidence = z.object({});
type Evidence = z.infer<typeof Evidence>;

const text = z.string().optional().catch(undefined);
const Request = z.object({ settingId: text, settingValue: text });

export default defineDetection({
  id: "ssm-public-sharing-on",
  title: "Public sharing of Systems Manager documents no longer blocked",
  severity: "medium",
  why: "From now on one call shares a document, with all that is written in it, with every AWS account. The block was what stood against that.",
  triage: [
    "See which documents were shared since: ModifyDocumentPermission in CloudTrail, and ssm-document-public.",
    "Ask whoever did it what they mean to publish.",
  ],
  falsePositives: ["An account that publishes documents for everyone: exempt it."],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["SSM.7"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] },
  ],
  notes: [
    "What AWS sets by default differs between accounts: after a reset the live setting is asked.",
    "No record of these calls was seen whole: the fields are those of the API.",
  ],
  events: [{ source: "ssm.amazonaws.com", names: ["UpdateServiceSetting", "ResetServiceSetting"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: z.object({ account: z.string() }),

  detect(record, place) {
    const { settingId, settingValue } = Request.parse(record.requestParameters ?? {});
    if (failed(record) || !isTheSetting(settingId, place)) return nothing;
    if (record.eventName === "UpdateServiceSetting")
      return settingValue === "Enable" ? { violations: [violation(place)], suspicions: [] } : nothing;
    const reason = "the record does not say what the setting is after a reset";
    return { violations: [], suspicions: [{ ask: { account: place.account }, reason }] };
  },

  async assess({ account }, live) {
    const { value } = await setting(live);
    return value === "Enable" ? [violation({ account, region: live.region })] : [];
  },

  response: {
    calls: ["ssm:GetServiceSetting", "ssm:UpdateServiceSetting", "ssm:ResetServiceSetting"],
    async inspect(_violation, { live }) {
      const { value, isDefault } = await setting(live);
      const state = { publicSharing: value, isDefault };
      if (value !== "Enable") return { state };
      const again = "let documents be shared with everyone again";
      return {
        state,
        plan: {
          version: 1,
          steps: [
            step(
              "UpdateServiceSetting",
              { SettingValue: "Disable" },
              "let no document be shared with everyone",
            ),
          ],
          undo: [
            isDefault
              ? { ...step("ResetServiceSetting", {}, `${again}, as AWS has it by default`), undoes: 0 }
              : { ...step("UpdateServiceSetting", { SettingValue: "Enable" }, again), undoes: 0 },
          ],
          caveats: ["Documents that are shared with everyone already stay so."],
        },
      };
    },
  },

  sweep: {
    calls: ["ssm:GetServiceSetting"],
    async *resources({ live, account, region }) {
      const found = violation({ account, region });
      const { value } = await setting(live);
      yield { resource: found.resource.arn, violations: value === "Enable" ? [found] : [] };
    },
  },

  attacks: [
    {
      name: "allow-public-documents",
      title: "Systems Manager documents may be shared with everyone",
      steps: [
        step("UpdateServiceSetting", { SettingValue: "Enable" }, "let documents be shared with everyone"),
      ],
    },
  ],
});

/** A call names it by its path or by its ARN. */
function isTheSetting(id: string | undefined, place: Place): boolean {
  return id === SETTING || id === settingArn(place);
}

function settingArn({ account, region }: Place): string {
  return arn("ssm", region, account, `servicesetting${SETTING}`);
}

function violation(place: Place): Violation<Evidence> {
  return {
    resource: { arn: settingArn(place), type: "AWS::::Account", id: place.account },
    fingerprint: "on",
    summary: `Systems Manager documents in ${place.region} may be shared with everyone`,
    severity: "medium",
    evidence: {},
  };
}

async function setting(live: LiveAccount): Promise<{ value: string; isDefault: boolean }> {
  const ssm = await live.client("ssm");
  const { ServiceSetting } = await ssm.GetServiceSetting({ SettingId: SETTING });
  return { value: ServiceSetting?.SettingValue ?? "", isDefault: ServiceSetting?.Status === "Default" };
}

function step(operation: string, more: Step["input"], does: string): Step {
  return { service: "ssm", operation, input: { SettingId: SETTING, ...more }, does };
}
