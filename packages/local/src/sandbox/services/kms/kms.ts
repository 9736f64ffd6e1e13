import { operationTable, type Service } from "../../operation.ts";
import { awsJson } from "../../protocols/aws-json.ts";
import { createKey, describeKey, getKeyPolicy, listKeys, listResourceTags, putKeyPolicy } from "./keys.ts";
import {
  cancelKeyDeletion,
  disableKey,
  disableKeyRotation,
  enableKey,
  enableKeyRotation,
  getKeyRotationStatus,
  scheduleKeyDeletion,
} from "./states.ts";

/** AWS KMS, as far as symmetric keys are made, kept and lost. Nothing is encrypted here. */
export const kms: Service = {
  name: "kms",
  eventSource: "kms.amazonaws.com",
  protocol: awsJson("1.1"),
  operations: operationTable([
    createKey,
    describeKey,
    listKeys,
    listResourceTags,
    getKeyPolicy,
    putKeyPolicy,
    scheduleKeyDeletion,
    cancelKeyDeletion,
    enableKey,
    disableKey,
    enableKeyRotation,
    disableKeyRotation,
    getKeyRotationStatus,
  ]),
};
