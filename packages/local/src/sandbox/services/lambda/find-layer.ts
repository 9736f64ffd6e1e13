import type { Account } from "../../account.ts";
import { notFound, validationError } from "./operation.ts";
import { type LayerVersion, layerVersions } from "./resources.ts";

/** By its name or its ARN. */
export function layerNameOf(account: Account, nameOrArn: string): string {
  const prefix = layerArn(account, "");
  const name = nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn;
  if (/^[a-zA-Z0-9-_]{1,140}$/.test(name)) return name;
  throw validationError(`Value '${nameOrArn}' at 'layerName' is no layer's name`);
}

export function findVersion(
  account: Account,
  input: { LayerName: string; VersionNumber: number },
): LayerVersion {
  const name = layerNameOf(account, input.LayerName);
  const layer = account.table(layerVersions).get(versionId(name, input.VersionNumber));
  if (layer !== undefined) return layer;
  throw notFound(`Layer version ${layerArn(account, name)}:${input.VersionNumber} does not exist.`);
}

/** So that the order of ids is the order of versions. */
export function versionId(name: string, version: number): string {
  return `${name}:${String(version).padStart(6, "0")}`;
}

export function layerArn({ region, id }: Account, name: string): string {
  return `arn:aws:lambda:${region}:${id}:layer:${name}`;
}

export function versionArn(account: Account, { name, version }: LayerVersion): string {
  return `${layerArn(account, name)}:${version}`;
}
