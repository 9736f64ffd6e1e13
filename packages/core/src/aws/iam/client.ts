import { IAMClient, type IAMClientConfig } from "@aws-sdk/client-iam";
import { attachmentCalls } from "./calls/attachments.ts";
import { credentialCalls } from "./calls/credentials.ts";
import { federationCalls } from "./calls/federation.ts";
import { inlinePolicyCalls } from "./calls/inline-policies.ts";
import { managedPolicyCalls } from "./calls/managed-policies.ts";
import { passwordPolicyCalls } from "./calls/password-policy.ts";
import { principalCalls } from "./calls/principals.ts";

/** The IAM operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createIam(config: IAMClientConfig) {
  const client = new IAMClient(config);
  return {
    ...attachmentCalls(client),
    ...credentialCalls(client),
    ...federationCalls(client),
    ...inlinePolicyCalls(client),
    ...managedPolicyCalls(client),
    ...passwordPolicyCalls(client),
    ...principalCalls(client),
  };
}
