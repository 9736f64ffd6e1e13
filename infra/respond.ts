import { respondPattern } from "@snapback/core/bus/message";
import { respondingServices } from "@snapback/core/deployment/functions";
import { bus } from "./bus.ts";
import { admit } from "./dead-letters.ts";
import { lambda } from "./function.ts";
import { home } from "./rules.ts";
import { detections, prefix } from "./stage.ts";
import { findings } from "./store.ts";

/** One function per AWS service, so that each has only the rights of its own detections. */
const rules = respondingServices(detections).map((service) => {
  const respond = lambda(`Respond-${service}`, `respond-${service}`, {
    handler: "respond",
    environment: {
      SNAPBACK_FINDINGS_TABLE: findings.name,
    },
    timeoutSeconds: 60,
    memoryMegabytes: 512,
    asynchronous: { retries: 2, maximumAgeSeconds: 3600 },
  });
  const rule = new aws.cloudwatch.EventRule(`Respond-${service}-Rule`, {
    name: `${prefix}-respond-${service}`,
    eventBusName: bus.name,
    description: `To the function that changes ${service}`,
    eventPattern: JSON.stringify(respondPattern(service)),
  });
  new aws.lambda.Permission(`Respond-${service}-Permission`, {
    action: "lambda:InvokeFunction",
    function: respond.name,
    principal: "events.amazonaws.com",
    sourceArn: rule.arn,
  });
  new aws.cloudwatch.EventTarget(`Respond-${service}-Target`, {
    rule: rule.name,
    eventBusName: bus.name,
    targetId: "respond",
    arn: respond.arn,
    deadLetterConfig: { arn: home.deadLetters.arn },
  });
  return rule.arn;
});

admit("RuleDeadLettersPolicy", home.deadLetters, "events.amazonaws.com", [...home.arns, ...rules]);
