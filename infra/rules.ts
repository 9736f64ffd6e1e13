import { arnOf, queueNames } from "@snapback/core/deployment/deployment";
import { defaultBusRules, describedRules, listenedTo } from "@snapback/core/deployment/rules";
import { admit, deadLetterQueue } from "./dead-letters.ts";
import { detections, place, prefix } from "./stage.ts";
import { topic } from "./topic.ts";

const rules = defaultBusRules(listenedTo(detections), place);

/** For the stage's description of itself. */
export const deployedRules = describedRules(rules, place);

const homeBus = arnOf(place, "events", "default");

/** Lets the rules of other regions put events on the home region's default bus, and nothing else. */
const forwarder =
  place.regions.length > 1
    ? new aws.iam.Role("ForwardRole", {
        name: `${prefix}-forward`,
        assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "events.amazonaws.com" }),
        inlinePolicies: [
          {
            name: "inline",
            policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "events:PutEvents", Resource: homeBus }],
            }),
          },
        ],
      })
    : undefined;

/** A region's rules on its default bus: to the topic at home, from elsewhere to the home region's bus. */
function watch(region: string) {
  const atHome = region === place.home;
  const suffix = atHome ? "" : `-${region}`;
  const deadLetters = deadLetterQueue(
    `RuleDeadLetters${suffix}`,
    queueNames.ruleDeadLetters(place.stage),
    region,
  );
  const watching = rules.filter(({ regions }) => regions.includes(region));
  const arns = watching.map(({ name, pattern }) => {
    const rule = new aws.cloudwatch.EventRule(`Rule-${name}${suffix}`, {
      name,
      region,
      description: atHome ? "To Snapback's topic" : `To Snapback in ${place.home}`,
      eventPattern: JSON.stringify(pattern),
    });
    new aws.cloudwatch.EventTarget(`Target-${name}${suffix}`, {
      rule: rule.name,
      region,
      targetId: atHome ? "topic" : "home",
      ...(atHome ? { arn: topic.arn } : { arn: homeBus, ...(forwarder && { roleArn: forwarder.arn }) }),
      deadLetterConfig: { arn: deadLetters.arn },
    });
    return rule.arn;
  });
  return { deadLetters, arns };
}

for (const region of place.regions) {
  if (region === place.home) continue;
  const { deadLetters, arns } = watch(region);
  admit(`RuleDeadLettersPolicy-${region}`, deadLetters, "events.amazonaws.com", arns);
}

/** At home the rules of Snapback's own bus share the queue: `bus-rules.ts` makes its policy for all of them. */
export const home = watch(place.home);
