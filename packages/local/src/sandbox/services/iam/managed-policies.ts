import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { checkIdentityPolicy, encodeDocument } from "./document.ts";
import { flag, MaxItems, newId, operation, Path, PolicyArn, PolicyName, recordedTimes } from "./input.ts";
import { attachments, findCustomerManaged, findManaged } from "./managed.ts";
import { alreadyExists, limitExceeded, noSuchEntity } from "./refusal.ts";
import { managedPolicies as kind, type ManagedPolicy } from "./resources.ts";

const VersionId = z.string().regex(/^v[1-9]\d*$/, "is no version's id");
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_VERSIONS = 5;

type Version = ManagedPolicy["versions"][number];

function versionOf(policy: ManagedPolicy, id: string): Version {
  const found = policy.versions.find((version) => version.id === id);
  if (found) return found;
  throw noSuchEntity(`Policy ${policy.id} version ${id} does not exist or is not attachable.`);
}

const shownVersion = ({ defaultVersion }: ManagedPolicy, { id, createdAt }: Version) => ({
  VersionId: id,
  IsDefaultVersion: id === defaultVersion,
  CreateDate: createdAt,
});

function shownPolicy(account: Account, policy: ManagedPolicy): Output {
  return {
    PolicyName: policy.name,
    PolicyId: policy.policyId,
    Arn: policy.id,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachments(account, policy.id),
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: policy.createdAt,
    UpdateDate: policy.versions.at(-1)?.createdAt ?? policy.createdAt,
  };
}

/** Managed policies and their versions. */
export const managedPolicies: readonly Operation[] = [
  operation({
    name: "CreatePolicy",
    input: z.strictObject({
      PolicyName,
      PolicyDocument: z.string(),
      Path: Path.optional(),
      Description: z.string().optional(),
    }),
    recordedOutput: recordedTimes,
    run(account, { PolicyName: name, PolicyDocument, Path: path = "/", Description }, { time }) {
      checkIdentityPolicy(PolicyDocument);
      const id = `arn:aws:iam::${account.id}:policy${path}${name}`;
      if (account.table(kind).get(id)) throw alreadyExists(`A policy called ${name} already exists.`);
      const createdAt = time.toISOString();
      const policy = {
        id,
        policyId: newId("ANPA"),
        name,
        path,
        ...(Description !== undefined && { description: Description }),
        versions: [{ id: "v1", document: PolicyDocument, createdAt }],
        defaultVersion: "v1",
        made: 1,
        createdAt,
      };
      account.table(kind).put(policy);
      return { Policy: shownPolicy(account, policy) };
    },
  }),
  operation({
    name: "GetPolicy",
    readOnly: true,
    input: z.strictObject({ PolicyArn }),
    run: (account, input) => ({ Policy: shownPolicy(account, findManaged(account, input.PolicyArn)) }),
  }),
  operation({
    name: "GetPolicyVersion",
    readOnly: true,
    input: z.strictObject({ PolicyArn, VersionId }),
    run(account, input) {
      const policy = findManaged(account, input.PolicyArn);
      const version = versionOf(policy, input.VersionId);
      return {
        PolicyVersion: { Document: encodeDocument(version.document), ...shownVersion(policy, version) },
      };
    },
  }),
  operation({
    name: "ListPolicyVersions",
    readOnly: true,
    input: z.strictObject({ PolicyArn, MaxItems }),
    run(account, input) {
      const policy = findManaged(account, input.PolicyArn);
      const latestFirst = policy.versions.toReversed();
      return { Versions: latestFirst.map((version) => shownVersion(policy, version)), IsTruncated: false };
    },
  }),
  operation({
    name: "CreatePolicyVersion",
    input: z.strictObject({ PolicyArn, PolicyDocument: z.string(), SetAsDefault: flag.optional() }),
    recordedOutput: recordedTimes,
    run(account, { PolicyArn: arn, PolicyDocument, SetAsDefault = false }, { time }) {
      const policy = findCustomerManaged(account, arn);
      checkIdentityPolicy(PolicyDocument);
      if (policy.versions.length >= MOST_VERSIONS) {
        throw limitExceeded(
          `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
        );
      }
      const made = policy.made + 1;
      const version = { id: `v${made}`, document: PolicyDocument, createdAt: time.toISOString() };
      const changed = {
        ...policy,
        made,
        versions: [...policy.versions, version],
        ...(SetAsDefault && { defaultVersion: version.id }),
      };
      account.table(kind).put(changed);
      return { PolicyVersion: shownVersion(changed, version) };
    },
  }),
  operation({
    name: "SetDefaultPolicyVersion",
    input: z.strictObject({ PolicyArn, VersionId }),
    run(account, input) {
      const policy = findCustomerManaged(account, input.PolicyArn);
      account.table(kind).put({ ...policy, defaultVersion: versionOf(policy, input.VersionId).id });
      return {};
    },
  }),
  operation({
    name: "DeletePolicyVersion",
    input: z.strictObject({ PolicyArn, VersionId }),
    run(account, input) {
      const policy = findCustomerManaged(account, input.PolicyArn);
      const { id } = versionOf(policy, input.VersionId);
      if (id === policy.defaultVersion)
        throw new AwsError("DeleteConflict", "Cannot delete the default version of a policy.", 409);
      account
        .table(kind)
        .put({ ...policy, versions: policy.versions.filter((version) => version.id !== id) });
      return {};
    },
  }),
];
