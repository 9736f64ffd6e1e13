import type { Target } from "@aws-sdk/client-eventbridge";
import { arnOf, type Deployment, topicName } from "@snapback/core/deployment/deployment";

/**
 * What is wrong with a rule's targets, each to be read after its name. In the home region events go to the topic, from
 * the others to the home region's default bus.
 */
export function targetFaults(
  targets: readonly Target[],
  region: string,
  deployment: Pick<Deployment, "stage" | "account" | "partition" | "home">,
): string[] {
  const wanted =
    region === deployment.home
      ? arnOf(deployment, "sns", topicName(deployment.stage))
      : arnOf(deployment, "events", "default");
  const strange = targets.filter(({ Arn }) => Arn !== wanted).map(({ Arn }) => `also sends events to ${Arn}`);
  const target = targets.find(({ Arn }) => Arn === wanted);
  if (target === undefined) return [`does not send its events to ${wanted}`, ...strange];
  return target.DeadLetterConfig?.Arn === undefined
    ? [`has no dead-letter queue for what ${wanted} does not take`, ...strange]
    : strange;
}
