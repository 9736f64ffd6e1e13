import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { DetectorSettings, Feature } from "../../aws/guardduty/operations.ts";

/** The region's detector, and what it takes to make one like it. */
export interface DetectorNow {
  id: string;
  enabled: boolean;
  settings: z.infer<typeof DetectorSettings>;
}

/** The one detector of a region, if there is one. */
export async function detectorNow(
  guardduty: Pick<Clients["guardduty"], "ListDetectors" | "GetDetector">,
): Promise<DetectorNow | undefined> {
  const [id] = await guardduty.ListDetectors({});
  if (id === undefined) return undefined;
  const { Status, FindingPublishingFrequency, Features, Tags } = await guardduty.GetDetector({
    DetectorId: id,
  });
  const features = known(Features);
  return {
    id,
    enabled: Status === "ENABLED",
    settings: DetectorSettings.parse({
      FindingPublishingFrequency,
      ...(features.length > 0 && { Features: features }),
      ...(Tags && Object.keys(Tags).length > 0 && { Tags: own(Tags) }),
    }),
  };
}

/**
 * Features that a detector can be made with: it answers with its own sources, too. Of both kinds of runtime monitoring it
 * takes one.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html
 */
function known(features: unknown): z.infer<typeof Feature>[] {
  const all = z
    .array(z.unknown())
    .catch([])
    .parse(features)
    .flatMap((one) => Feature.safeParse(one).data ?? []);
  const runtime = all.find(({ Name }) => Name === "RUNTIME_MONITORING");
  const eks = all.find(({ Name }) => Name === "EKS_RUNTIME_MONITORING");
  const dropped =
    runtime && eks && (eks.Status === "ENABLED" && runtime.Status !== "ENABLED" ? runtime : eks);
  return all.filter((one) => one !== dropped);
}

function own(tags: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith("aws:")));
}
