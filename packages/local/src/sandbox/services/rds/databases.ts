import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { absent, arnOf, Flag, found, Identifier, operation, Page, part, select, Tags } from "./input.ts";
import { type Cluster, clusters, type Instance, instances } from "./resources.ts";

const NO_INSTANCE = "DBInstanceNotFound";
const NO_CLUSTER = "DBClusterNotFoundFault";

function shownInstance(account: Account, instance: Instance) {
  return {
    DBInstanceIdentifier: instance.id,
    DBInstanceClass: instance.class,
    Engine: instance.engine,
    DBInstanceStatus: "available",
    MasterUsername: instance.username,
    AllocatedStorage: instance.storage,
    InstanceCreateTime: instance.createdAt,
    MultiAZ: false,
    PubliclyAccessible: instance.isPublic,
    StorageEncrypted: false,
    DeletionProtection: instance.isProtected,
    DBInstanceArn: arnOf(account, "db", instance.id),
    TagList: instance.tags,
  };
}

function shownCluster(account: Account, cluster: Cluster) {
  return {
    DBClusterIdentifier: cluster.id,
    Engine: cluster.engine,
    Status: "available",
    MasterUsername: cluster.username,
    ClusterCreateTime: cluster.createdAt,
    DeletionProtection: cluster.isProtected,
    DBClusterArn: arnOf(account, "cluster", cluster.id),
    TagList: cluster.tags,
  };
}

/** CloudTrail never has a password. */
function withoutPassword<Input extends { MasterUserPassword?: string | undefined }>(input: Input) {
  return { ...input, ...(input.MasterUserPassword !== undefined && { MasterUserPassword: "****" }) };
}

export const createDBInstance = operation({
  name: "CreateDBInstance",
  input: z.strictObject({
    DBInstanceIdentifier: Identifier,
    DBInstanceClass: z.string(),
    Engine: z.string(),
    AllocatedStorage: z.coerce.number().int().default(20),
    MasterUsername: z.string().default("admin"),
    MasterUserPassword: z.string().min(8).optional(),
    PubliclyAccessible: Flag.optional(),
    DeletionProtection: Flag.optional(),
    Tags,
  }),
  recordedInput: withoutPassword,
  recordedOutput: ({ DBInstance }) => part(DBInstance),
  run(account, input, { time }) {
    absent(account.table(instances), input.DBInstanceIdentifier, "DBInstanceAlreadyExists");
    const instance: Instance = {
      id: input.DBInstanceIdentifier,
      class: input.DBInstanceClass,
      engine: input.Engine,
      storage: input.AllocatedStorage,
      username: input.MasterUsername,
      createdAt: time.toISOString(),
      // As in a default VPC, whose subnets are public.
      isPublic: input.PubliclyAccessible ?? true,
      isProtected: input.DeletionProtection ?? false,
      tags: input.Tags?.Tag ?? [],
    };
    account.table(instances).put(instance);
    return { DBInstance: { ...shownInstance(account, instance), DBInstanceStatus: "creating" } };
  },
});

export const modifyDBInstance = operation({
  name: "ModifyDBInstance",
  input: z.strictObject({
    DBInstanceIdentifier: Identifier,
    PubliclyAccessible: Flag.optional(),
    DeletionProtection: Flag.optional(),
    ApplyImmediately: Flag.optional(),
  }),
  recordedOutput: ({ DBInstance }) => part(DBInstance),
  run(account, { DBInstanceIdentifier: id, PubliclyAccessible, DeletionProtection }) {
    const before = found(account.table(instances), id, NO_INSTANCE);
    const instance: Instance = {
      ...before,
      isPublic: PubliclyAccessible ?? before.isPublic,
      isProtected: DeletionProtection ?? before.isProtected,
    };
    account.table(instances).put(instance);
    return { DBInstance: shownInstance(account, instance) };
  },
});

export const deleteDBInstance = operation({
  name: "DeleteDBInstance",
  input: z.strictObject({ DBInstanceIdentifier: Identifier, SkipFinalSnapshot: Flag.optional() }),
  run(account, input) {
    const instance = found(account.table(instances), input.DBInstanceIdentifier, NO_INSTANCE);
    if (instance.isProtected)
      throw new AwsError(
        "InvalidParameterCombination",
        "Cannot delete protected DB Instance, please disable deletion protection and try again.",
      );
    account.table(instances).delete(instance.id);
    return { DBInstance: { ...shownInstance(account, instance), DBInstanceStatus: "deleting" } };
  },
});

export const describeDBInstances = operation({
  name: "DescribeDBInstances",
  readOnly: true,
  input: z.strictObject({ DBInstanceIdentifier: Identifier.optional(), ...Page }),
  run: (account, input) => ({
    DBInstances: select(account.table(instances), input.DBInstanceIdentifier, NO_INSTANCE).map((one) =>
      shownInstance(account, one),
    ),
  }),
});

export const createDBCluster = operation({
  name: "CreateDBCluster",
  input: z.strictObject({
    DBClusterIdentifier: Identifier,
    Engine: z.string(),
    MasterUsername: z.string().default("admin"),
    MasterUserPassword: z.string().min(8).optional(),
    DeletionProtection: Flag.optional(),
    Tags,
  }),
  recordedInput: withoutPassword,
  recordedOutput: ({ DBCluster }) => part(DBCluster),
  run(account, input, { time }) {
    absent(account.table(clusters), input.DBClusterIdentifier, "DBClusterAlreadyExistsFault");
    const cluster: Cluster = {
      id: input.DBClusterIdentifier,
      engine: input.Engine,
      username: input.MasterUsername,
      createdAt: time.toISOString(),
      isProtected: input.DeletionProtection ?? false,
      tags: input.Tags?.Tag ?? [],
    };
    account.table(clusters).put(cluster);
    return { DBCluster: shownCluster(account, cluster) };
  },
});

export const modifyDBCluster = operation({
  name: "ModifyDBCluster",
  input: z.strictObject({
    DBClusterIdentifier: Identifier,
    DeletionProtection: Flag.optional(),
    ApplyImmediately: Flag.optional(),
  }),
  recordedOutput: ({ DBCluster }) => part(DBCluster),
  run(account, { DBClusterIdentifier: id, DeletionProtection }) {
    const before = found(account.table(clusters), id, NO_CLUSTER);
    const cluster = { ...before, isProtected: DeletionProtection ?? before.isProtected };
    account.table(clusters).put(cluster);
    return { DBCluster: shownCluster(account, cluster) };
  },
});

export const describeDBClusters = operation({
  name: "DescribeDBClusters",
  readOnly: true,
  input: z.strictObject({ DBClusterIdentifier: Identifier.optional(), ...Page }),
  run: (account, input) => ({
    DBClusters: select(account.table(clusters), input.DBClusterIdentifier, NO_CLUSTER).map((one) =>
      shownCluster(account, one),
    ),
  }),
});
