import { busPattern } from "@snapback/core/bus/message";
import { functionName } from "@snapback/core/deployment/deployment";
import { busSubscribers } from "@snapback/core/deployment/functions";
import { bus } from "./bus.ts";
import { admit } from "./dead-letters.ts";
import { notify } from "./notify.ts";
import { reconcile } from "./reconcile.ts";
import { responders } from "./respond.ts";
import { home } from "./rules.ts";
import { detections, place } from "./stage.ts";
import { sweep } from "./sweep.ts";

const handlers = new Map<string, { component: string; handler: sst.aws.Function }>([
  ...responders.map(
    ({ service, handler }) => [`respond-${service}`, { component: `Respond-${service}`, handler }] as const,
  ),
  ["reconcile", { component: "Reconcile", handler: reconcile }],
  ["notify", { component: "Notify", handler: notify }],
  ["sweep", { component: "Sweep", handler: sweep }],
]);

/** Brings each message on Snapback's own bus to the one function that it is for. */
const rules = busSubscribers(detections).map(({ name, service }) => {
  const subscriber = handlers.get(name);
  if (subscriber === undefined)
    throw new Error(`the bus has messages for ${name}, which is no function here`);
  const { component, handler } = subscriber;
  const rule = new aws.cloudwatch.EventRule(`${component}-Rule`, {
    name: functionName(place.stage, name),
    eventBusName: bus.name,
    description: `To the function ${name}`,
    eventPattern: JSON.stringify(busPattern(service)),
  });
  new aws.lambda.Permission(`${component}-Permission`, {
    action: "lambda:InvokeFunction",
    function: handler.name,
    principal: "events.amazonaws.com",
    sourceArn: rule.arn,
  });
  new aws.cloudwatch.EventTarget(`${component}-Target`, {
    rule: rule.name,
    eventBusName: bus.name,
    targetId: "function",
    arn: handler.arn,
    deadLetterConfig: { arn: home.deadLetters.arn },
  });
  return rule.arn;
});

admit("RuleDeadLettersPolicy", home.deadLetters, "events.amazonaws.com", [...home.arns, ...rules]);
