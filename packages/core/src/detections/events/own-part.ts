import { arn } from "../../aws/arn.ts";
import type { CloudTrailRecord } from "../../event/record.ts";
import type { Resource } from "../../finding/schema.ts";
import type { Place } from "../define.ts";

/** A part that a call touched, by the names in its record. */
export interface TouchedPart {
  resource: Resource;
  /** By which it is told whether it is Snapback's: its own, and that of what it belongs to. */
  names: string[];
  bus?: string;
}

/** Finds the part in a call's record. */
export type Find = (record: CloudTrailRecord, place: Place, prefix: string) => TouchedPart | undefined;

/** A rule, or a whole bus. */
function rule({ eventName, requestParameters }: CloudTrailRecord, place: Place): TouchedPart | undefined {
  const { name, rule: ofTargets, eventBusName } = requestParameters ?? {};
  if (eventName === "DeleteEventBus") {
    const own = text(name)?.split("/").at(-1);
    if (own === undefined) return undefined;
    const arnOfBus = arn("events", place.region, place.account, `event-bus/${own}`);
    return { resource: part("AWS::Events::EventBus", arnOfBus, own), names: [own] };
  }
  const [id, bus] = [text(name) ?? text(ofTargets), text(eventBusName)?.split("/").at(-1)];
  if (id === undefined) return undefined;
  const path = bus === undefined || bus === "default" ? id : `${bus}/${id}`;
  return {
    resource: part("AWS::Events::Rule", arn("events", place.region, place.account, `rule/${path}`), id),
    names: bus === undefined ? [id] : [id, bus],
    ...(bus !== undefined && { bus }),
  };
}

/** A topic, or a subscription of it: its ARN goes on with an id. */
function topic({ requestParameters }: CloudTrailRecord): TouchedPart | undefined {
  const { topicArn, subscriptionArn } = requestParameters ?? {};
  const named = text(topicArn) ?? text(subscriptionArn);
  const name = named?.split(":")[5];
  if (named === undefined || name === undefined || !named.startsWith("arn:")) return undefined;
  const type = named === topicArn ? "AWS::SNS::Topic" : "AWS::SNS::Subscription";
  return { resource: part(type, named, name), names: [name] };
}

function queue({ requestParameters }: CloudTrailRecord, place: Place): TouchedPart | undefined {
  const name = text(requestParameters?.queueUrl)?.split("/").at(-1);
  if (name === undefined) return undefined;
  return {
    resource: part("AWS::SQS::Queue", arn("sqs", place.region, place.account, name), name),
    names: [name],
  };
}

/**
 * A function by its name, its ARN or a part of that. Of an event source mapping it is the queue that it reads, by the answer:
 * the function that gets the events since may be anybody's.
 */
function lambdaFunction(
  { requestParameters, responseElements }: CloudTrailRecord,
  place: Place,
): TouchedPart | undefined {
  const source = text(responseElements?.eventSourceArn);
  const read = source?.split(":")[5];
  if (source !== undefined && read !== undefined && /^arn:[a-z-]+:sqs:/.test(source))
    return { resource: part("AWS::SQS::Queue", source, read), names: [read] };
  const named = text(requestParameters?.functionName) ?? text(responseElements?.functionArn);
  const name = named?.split(":function:").at(-1)?.split(":").at(0);
  if (name === undefined) return undefined;
  const arnOfFunction = arn("lambda", place.region, place.account, `function:${name}`);
  return { resource: part("AWS::Lambda::Function", arnOfFunction, name), names: [name] };
}

function table({ requestParameters }: CloudTrailRecord, place: Place): TouchedPart | undefined {
  const { tableName, resourceArn } = requestParameters ?? {};
  const name = (text(tableName) ?? text(resourceArn))?.split("/").at(-1);
  if (name === undefined) return undefined;
  const arnOfTable = arn("dynamodb", place.region, place.account, `table/${name}`);
  return { resource: part("AWS::DynamoDB::Table", arnOfTable, name), names: [name] };
}

function role({ requestParameters }: CloudTrailRecord, place: Place): TouchedPart | undefined {
  const name = text(requestParameters?.roleName);
  if (name === undefined) return undefined;
  const [, partition = ""] = arn("iam", place.region, place.account, "").split(":");
  const arnOfRole = `arn:${partition}:iam::${place.account}:role/${name}`;
  return { resource: part("AWS::IAM::Role", arnOfRole, name), names: [name] };
}

function schedule({ requestParameters }: CloudTrailRecord, place: Place): TouchedPart | undefined {
  const { name, groupName } = requestParameters ?? {};
  const id = text(name);
  if (id === undefined) return undefined;
  const path = `schedule/${text(groupName) ?? "default"}/${id}`;
  return {
    resource: part("AWS::Scheduler::Schedule", arn("scheduler", place.region, place.account, path), id),
    names: [id],
  };
}

function logGroup({ requestParameters }: CloudTrailRecord, place: Place): TouchedPart | undefined {
  const group = text(requestParameters?.logGroupName);
  const name = group?.split("/").at(-1);
  if (group === undefined || name === undefined) return undefined;
  const arnOfGroup = arn("logs", place.region, place.account, `log-group:${group}`);
  return { resource: part("AWS::Logs::LogGroup", arnOfGroup, group), names: [name] };
}

function alarm(
  { requestParameters }: CloudTrailRecord,
  place: Place,
  prefix: string,
): TouchedPart | undefined {
  const { alarmName, alarmNames } = requestParameters ?? {};
  const names = [alarmName, ...(Array.isArray(alarmNames) ? alarmNames : [])].flatMap(
    (one) => text(one) ?? [],
  );
  const id = names.find((one) => one.startsWith(prefix));
  if (id === undefined) return undefined;
  const arnOfAlarm = arn("cloudwatch", place.region, place.account, `alarm:${id}`);
  return { resource: part("AWS::CloudWatch::Alarm", arnOfAlarm, id), names: [id] };
}

function part(type: string, arnOfPart: string, id: string): Resource {
  return { arn: arnOfPart, type, id };
}

/** A name of any part has at most that many characters. */
function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= 1600 ? value : undefined;
}

/** Each kind of part, by the names that its service's records have for it. */
export const partOf = { rule, topic, queue, lambdaFunction, table, role, schedule, logGroup, alarm };
