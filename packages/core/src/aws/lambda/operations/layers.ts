import * as z from "zod";
import { type Grant, operation } from "../../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html

const versions = "arn:${Partition}:lambda:${Region}:${Account}:layer:*:*";
const onVersions = (name: string): readonly [Grant] => [{ action: `lambda:${name}`, resources: [versions] }];
const LayerName = z.string();
const OfVersion = z.object({ LayerName, VersionNumber: z.int() });

/** Layers, and who may use which version of them. */
export const layers = {
  ListLayers: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "lambda:ListLayers", resources: ["*"] }],
  }),
  ListLayerVersions: operation({
    input: z.object({ LayerName }),
    changes: false,
    grants: [{ action: "lambda:ListLayerVersions", resources: ["*"] }],
  }),
  GetLayerVersionPolicy: operation({
    input: OfVersion,
    changes: false,
    grants: onVersions("GetLayerVersionPolicy"),
  }),
  AddLayerVersionPermission: operation({
    input: OfVersion.extend({
      StatementId: z.string(),
      Action: z.string(),
      Principal: z.string(),
    }),
    changes: true,
    grants: onVersions("AddLayerVersionPermission"),
  }),
  RemoveLayerVersionPermission: operation({
    input: OfVersion.extend({ StatementId: z.string() }),
    changes: true,
    grants: onVersions("RemoveLayerVersionPermission"),
  }),
};
