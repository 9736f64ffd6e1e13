import * as z from "zod";
import { findVersion, versionArn } from "./find-layer.ts";
import { lambdaOperation } from "./operation.ts";
import { layerVersions } from "./resources.ts";
import {
  describedPolicy,
  StatementId,
  statementJson,
  withoutStatement,
  withStatement,
} from "./statements.ts";

const LayerName = z.string();
const VersionNumber = z.coerce.number().int();
const RevisionId = z.string().optional();

const addLayerVersionPermission = lambdaOperation({
  name: "AddLayerVersionPermission",
  eventName: "AddLayerVersionPermission20181031",
  input: z
    .strictObject({
      LayerName,
      VersionNumber,
      StatementId,
      Action: z.literal("lambda:GetLayerVersion"),
      Principal: z.string().regex(/^(\d{12}|\*|arn:aws:iam::\d{12}:root)$/, "must be an account, or *"),
      OrganizationId: z
        .string()
        .regex(/^o-[a-z0-9]{10,32}$/, "is no organization's id")
        .optional(),
      RevisionId,
    })
    .refine((input) => input.OrganizationId === undefined || input.Principal === "*", {
      error: "An OrganizationId goes with the principal * alone",
    }),
  recordedOutput: (output) => output,
  run(account, input) {
    const layer = findVersion(account, input);
    const json = statementJson(input.StatementId, input.Principal, input.Action, versionArn(account, layer), {
      StringEquals: { "aws:PrincipalOrgID": input.OrganizationId },
    });
    const after = withStatement(layer, input.StatementId, json, input.RevisionId);
    account.table(layerVersions).put({ ...layer, ...after });
    return { Statement: json, RevisionId: after.revisionId };
  },
});

const removeLayerVersionPermission = lambdaOperation({
  name: "RemoveLayerVersionPermission",
  eventName: "RemoveLayerVersionPermission20181031",
  input: z.strictObject({ LayerName, VersionNumber, StatementId, RevisionId }),
  run(account, input) {
    const layer = findVersion(account, input);
    const after = withoutStatement(layer, input.StatementId, input.RevisionId);
    account.table(layerVersions).put({ ...layer, ...after });
    return {};
  },
});

const getLayerVersionPolicy = lambdaOperation({
  name: "GetLayerVersionPolicy",
  readOnly: true,
  input: z.strictObject({ LayerName, VersionNumber }),
  run: (account, input) => describedPolicy(findVersion(account, input)),
});

export const layerPermissionOperations = [
  addLayerVersionPermission,
  removeLayerVersionPermission,
  getLayerVersionPolicy,
];
