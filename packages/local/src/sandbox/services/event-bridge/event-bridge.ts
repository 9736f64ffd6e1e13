import { operationTable, type Service } from "../../operation.ts";
import { awsJson } from "../../protocols/aws-json.ts";
import { putEvents } from "./put-events.ts";
import { ruleOperations } from "./rules.ts";

/** Amazon EventBridge: the rules are the account's state; delivering by them is up to whoever runs the sandbox. */
export const eventBridge: Service = {
  name: "events",
  eventSource: "events.amazonaws.com",
  protocol: awsJson("1.1"),
  operations: operationTable([putEvents, ...ruleOperations]),
};
