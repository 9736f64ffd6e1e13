import * as z from "zod";
import { type CloudTrailRecord, failed } from "../../event/record.ts";

const Content = z.object({ ConsoleLogin: z.string().optional().catch(undefined) });
const Additional = z.object({
  MFAUsed: z.string().optional().catch(undefined),
  SamlProviderArn: z.string().optional().catch(undefined),
});

/**
 * A sign-in to the console that succeeded, as its record tells it; `undefined` for any other. `mfa` says whether MFA was asked
 * for by AWS: of people who come through an identity provider AWS doesn't know it.
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export function signIn(record: CloudTrailRecord): { mfa: boolean; federated: boolean } | undefined {
  if (record.eventName !== "ConsoleLogin" || failed(record)) return undefined;
  const { ConsoleLogin } = Content.parse(record.responseElements ?? {});
  if (ConsoleLogin !== "Success") return undefined;
  const { MFAUsed = "", SamlProviderArn } = Additional.parse(record.additionalEventData ?? {});
  return { mfa: MFAUsed.toLowerCase() === "yes", federated: SamlProviderArn !== undefined };
}
