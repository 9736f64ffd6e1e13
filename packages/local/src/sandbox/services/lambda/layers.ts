import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Output } from "../../output.ts";
import { page } from "../../pages.ts";
import { layerArn, layerNameOf, versionArn, versionId } from "./find-layer.ts";
import {
  badMarker,
  codeOf,
  inBucket,
  LARGEST_PAGE,
  lambdaOperation,
  newRevision,
  pages,
  zipFile,
} from "./operation.ts";
import { type LayerVersion, layerVersions } from "./resources.ts";

const LayerName = z.string();
const compatible = {
  CompatibleArchitecture: z.string().optional(),
  CompatibleRuntime: z.string().optional(),
};

const publishLayerVersion = lambdaOperation({
  name: "PublishLayerVersion",
  eventName: "PublishLayerVersion20181031",
  input: z.strictObject({
    LayerName,
    Content: z.strictObject({ ...zipFile, ...inBucket }),
    Description: z.string().max(256).default(""),
    LicenseInfo: z.string().max(512).optional(),
    CompatibleRuntimes: z.array(z.string()).optional(),
    CompatibleArchitectures: z.array(z.string()).optional(),
  }),
  recordedInput: (input) => ({ ...input, Content: {} }),
  recordedOutput: (output) => output,
  run(account, input, { time }) {
    const name = layerNameOf(account, input.LayerName);
    const version = (versionsOf(account, name)[0]?.version ?? 0) + 1;
    const layer: LayerVersion = {
      id: versionId(name, version),
      name,
      version,
      description: input.Description,
      license: input.LicenseInfo,
      runtimes: input.CompatibleRuntimes,
      architectures: input.CompatibleArchitectures,
      code: codeOf(input.Content),
      createdAt: time.toISOString(),
      statements: [],
      revisionId: newRevision(),
    };
    account.table(layerVersions).put(layer);
    return {
      ...described(account, layer),
      LayerArn: layerArn(account, name),
      Content: { CodeSha256: layer.code.sha256, CodeSize: layer.code.bytes },
    };
  },
});

const listLayers = lambdaOperation({
  name: "ListLayers",
  readOnly: true,
  input: z.strictObject({ ...pages, ...compatible }),
  run(account, { Marker, MaxItems = LARGEST_PAGE, ...wanted }) {
    const latest = new Map<string, LayerVersion>();
    for (const row of account.table(layerVersions).rows()) {
      if (isCompatible(row, wanted)) latest.set(row.name, row);
    }
    const size = Math.min(MaxItems, LARGEST_PAGE);
    const shown = page([...latest.values()], ({ name }) => name, size, Marker, badMarker);
    return {
      Layers: shown.rows.map((row) => ({
        LayerName: row.name,
        LayerArn: layerArn(account, row.name),
        LatestMatchingVersion: described(account, row),
      })),
      NextMarker: shown.nextToken,
    };
  },
});

/** The newest first, as in AWS. */
const listLayerVersions = lambdaOperation({
  name: "ListLayerVersions",
  readOnly: true,
  input: z.strictObject({ LayerName, ...pages, ...compatible }),
  run(account, { LayerName: layer, Marker, MaxItems = LARGEST_PAGE, ...wanted }) {
    const rows = versionsOf(account, layerNameOf(account, layer)).filter((row) => isCompatible(row, wanted));
    // The page's order is that of its keys.
    const keyOf = ({ version }: LayerVersion) => String(1_000_000 - version);
    const shown = page(rows, keyOf, Math.min(MaxItems, LARGEST_PAGE), Marker, badMarker);
    return {
      LayerVersions: shown.rows.map((row) => described(account, row)),
      NextMarker: shown.nextToken,
    };
  },
});

/** The newest first. */
function versionsOf(account: Account, name: string): LayerVersion[] {
  return account
    .table(layerVersions)
    .rows()
    .filter((row) => row.name === name)
    .toReversed();
}

function isCompatible(
  { runtimes, architectures }: LayerVersion,
  wanted: { CompatibleArchitecture?: string | undefined; CompatibleRuntime?: string | undefined },
): boolean {
  const { CompatibleArchitecture: architecture, CompatibleRuntime: runtime } = wanted;
  return (
    (runtime === undefined || runtimes?.includes(runtime) === true) &&
    (architecture === undefined || architectures?.includes(architecture) === true)
  );
}

function described(account: Account, layer: LayerVersion): Output {
  return {
    LayerVersionArn: versionArn(account, layer),
    Version: layer.version,
    Description: layer.description,
    CreatedDate: layer.createdAt.replace("Z", "+0000"),
    CompatibleRuntimes: layer.runtimes,
    CompatibleArchitectures: layer.architectures,
    LicenseInfo: layer.license,
  };
}

export const layerOperations = [publishLayerVersion, listLayers, listLayerVersions];
