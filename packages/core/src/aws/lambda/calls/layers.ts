import {
  AddLayerVersionPermissionCommand,
  GetLayerVersionPolicyCommand,
  type LambdaClient,
  type LayersListItem,
  type LayerVersionsListItem,
  paginateListLayers,
  paginateListLayerVersions,
  RemoveLayerVersionPermissionCommand,
} from "@aws-sdk/client-lambda";
import { call } from "../../operation.ts";
import { layers } from "../operations/layers.ts";

export function layerCalls(client: LambdaClient) {
  return {
    ListLayers: call(layers.ListLayers, async (input) => {
      const all: LayersListItem[] = [];
      for await (const page of paginateListLayers({ client }, input)) all.push(...(page.Layers ?? []));
      return all;
    }),
    ListLayerVersions: call(layers.ListLayerVersions, async (input) => {
      const versions: LayerVersionsListItem[] = [];
      for await (const page of paginateListLayerVersions({ client }, input))
        versions.push(...(page.LayerVersions ?? []));
      return versions;
    }),
    GetLayerVersionPolicy: call(layers.GetLayerVersionPolicy, (input) =>
      client.send(new GetLayerVersionPolicyCommand(input)),
    ),
    AddLayerVersionPermission: call(layers.AddLayerVersionPermission, (input) =>
      client.send(new AddLayerVersionPermissionCommand(input)),
    ),
    RemoveLayerVersionPermission: call(layers.RemoveLayerVersionPermission, (input) =>
      client.send(new RemoveLayerVersionPermissionCommand(input)),
    ),
  };
}
