import { keys } from "../../sandbox/services/kms/resources.ts";
import {
  clusterSnapshots,
  clusters,
  instances,
  type Snapshot,
  snapshots,
} from "../../sandbox/services/rds/resources.ts";
import { parameters } from "../../sandbox/services/ssm/resources.ts";

import { accessMarks } from "./policy-marks.ts";
import { facts, mark, type ShownKind, shown } from "./shown.ts";

const keyKind = shown(keys, "Keys", () => ({ description, state, rotationDays, policy, deletedOn }) => ({
  name: description === "" ? undefined : description,
  facts: facts({
    State: state,
    "To be deleted": deletedOn,
    Rotation: rotationDays === undefined ? "off" : `every ${rotationDays} days`,
  }),
  marks: [
    ...accessMarks("policy", policy),
    ...mark("weak", state !== "Enabled" && `can't be used: ${state}`),
  ],
}));

export const keyKinds: readonly ShownKind[] = [keyKind];

const databases = shown(instances, "Instances", () => ({ engine, class: type, isPublic, isProtected }) => ({
  facts: facts({
    Engine: engine,
    Class: type,
    "From the internet": isPublic ? "reachable" : "not reachable",
    "Protected against deletion": isProtected ? "yes" : "no",
  }),
  marks: mark("open", isPublic && "has an address on the internet"),
}));

const databaseClusters = shown(clusters, "Clusters", () => ({ engine, isProtected }) => ({
  facts: facts({ Engine: engine, "Protected against deletion": isProtected ? "yes" : "no" }),
}));

function showSnapshot({ of, engine, sharedWith }: Snapshot) {
  const everyone = sharedWith.includes("all");
  return {
    facts: facts({ Of: of, Engine: engine, "Shared with": everyone ? "everyone" : sharedWith }),
    marks: [
      ...mark("open", everyone && "shared with everyone"),
      ...mark("weak", !everyone && sharedWith.length > 0 && "shared with others"),
    ],
  };
}

export const databaseKinds: readonly ShownKind[] = [
  databases,
  databaseClusters,
  shown(snapshots, "Snapshots", () => showSnapshot),
  shown(clusterSnapshots, "Snapshots of clusters", () => showSnapshot),
];

export const parameterKinds: readonly ShownKind[] = [
  shown(parameters, "Parameters", () => ({ type, version, value }) => ({
    facts: facts({ Type: type, Version: String(version), Value: value }),
  })),
];
