import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { PolicyDocument } from "../../policy/document.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { layerAttacks } from "./function-attacks.ts";
import { addedBy, inspectStatements, NOT_SHOWN, openStatements, policyIn, sidOf } from "./open-statement.ts";

const Version = z.object({ name: z.string(), version: z.int() });
type Version = z.infer<typeof Version>;
const Evidence = Version.extend({
  statementId: z.string(),
  /** The fingerprint of the statement. */
  offence: z.string(),
});

const text = z.string().optional().catch(undefined);
const Request = z.object({
  layerName: text,
  versionNumber: z.coerce.number().int().min(1).optional().catch(undefined),
  statementId: text,
});

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
const NAMED = /^(?:arn:[\w-]+:lambda:([\w-]+):(\d{12}):layer:)?([\w-]{1,140})$/;

export default defineDetection({
  id: "lambda-layer-public",
  title: "Lambda layer that every AWS account may use",
  severity: "medium",
  why: "Whoever knows the layer's ARN can download it, with the code, the configuration and the secrets that were packed into it.",
  triage: [
    "See what is in the layer, and treat secrets in it as known to others.",
    "See how long it was shared: a copy in another account can't be called back.",
  ],
  falsePositives: [
    "A layer that is published for everyone, such as an agent's: exempt it.",
    "A layer for your own organization: share it with OrganizationId.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1537"] }],
  notes: ["No record of this call was seen: the fields are those of the API."],
  events: [{ source: "lambda.amazonaws.com", names: ["AddLayerVersionPermission"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: Version.extend({ account: z.string(), statementId: z.string().optional() }),

  detect(record, place) {
    const { layerName, versionNumber: version, statementId } = Request.parse(record.requestParameters ?? {});
    const name = nameIn(layerName, place);
    if (failed(record) || name === undefined || version === undefined) return nothing;
    const added = addedBy(record);
    if (added) return { violations: violations({ name, version }, added, place), suspicions: [] };
    const ask = { name, version, account: place.account, statementId };
    return { violations: [], suspicions: [{ ask, reason: NOT_SHOWN }] };
  },

  async assess({ name, version, account, statementId }, live) {
    const place = { account, region: live.region };
    return violations({ name, version }, await policyOf({ name, version }, live), place, statementId);
  },

  response: {
    calls: [
      "lambda:GetLayerVersionPolicy",
      "lambda:RemoveLayerVersionPermission",
      "lambda:AddLayerVersionPermission",
    ],
    async inspect({ evidence: { name, version, offence } }, { live, now }) {
      const of = { LayerName: name, VersionNumber: version };
      const open = openStatements(await policyOf({ name, version }, live), undefined, now);
      return inspectStatements(open, offence, `version ${version} of layer ${name}`, {
        remove: (StatementId) => ({
          service: "lambda",
          operation: "RemoveLayerVersionPermission",
          input: { ...of, StatementId },
        }),
        add: (permission) => ({
          service: "lambda",
          operation: "AddLayerVersionPermission",
          input: { ...of, ...permission },
        }),
        // The one that there is, the organization, keeps strangers out.
        conditions: new Map(),
      });
    },
  },

  sweep: {
    calls: ["lambda:ListLayers", "lambda:ListLayerVersions", "lambda:GetLayerVersionPolicy"],
    async *resources({ live, ...place }) {
      const lambda = await live.client("lambda");
      for (const { LayerName: name = "" } of await lambda.ListLayers({})) {
        for (const { Version: version = 0 } of await lambda.ListLayerVersions({ LayerName: name })) {
          const found = violations({ name, version }, await policyOf({ name, version }, live), place);
          yield { resource: layerOf({ name, version }, place).arn, violations: found };
        }
      }
    },
  },

  attacks: layerAttacks,
});

function nameIn(named: string | undefined, { account, region }: Place): string | undefined {
  const [, inRegion = region, owner = account, name] = NAMED.exec(named ?? "") ?? [];
  return inRegion === region && owner === account ? name : undefined;
}

function layerOf({ name, version }: Version, { account, region }: Place) {
  const id = `${name}:${version}`;
  return { arn: arn("lambda", region, account, `layer:${id}`), type: "AWS::Lambda::LayerVersion", id };
}

/** @param statementId of which statement alone, where that is known */
function violations(
  { name, version }: Version,
  document: PolicyDocument,
  place: Place,
  statementId?: string,
): Violation<z.infer<typeof Evidence>>[] {
  const found = new Map<string, Violation<z.infer<typeof Evidence>>>();
  for (const { statement, fingerprint, why } of openStatements(document, undefined)) {
    if (statementId !== undefined && sidOf(statement) !== statementId) continue;
    found.set(fingerprint, {
      resource: layerOf({ name, version }, place),
      fingerprint,
      summary: `version ${version} of layer ${name}: ${why}`,
      severity: "medium",
      evidence: { name, version, statementId: sidOf(statement) ?? "", offence: fingerprint },
    });
  }
  return [...found.values()];
}

async function policyOf({ name, version }: Version, live: LiveAccount): Promise<PolicyDocument> {
  const lambda = await live.client("lambda");
  return policyIn(lambda.GetLayerVersionPolicy({ LayerName: name, VersionNumber: version }));
}
