import type { Json, JsonObject } from "../../../src/json.ts";
import { lowerFirst } from "./lower-camel.ts";

/*
 * EC2's calls have two forms. Those of its early years are in lower camel case, with lists as `{ items: [...] }`, an empty one as
 * `{}`. Those of later years are the XML as JSON, under the name of the request or the response: the wire's own names, an element
 * of a list with its position as `tag`, one element without a list around it, an empty list as "".
 */

/** Requests' lists whose names in the early form are not the wire's; a list of plain texts is there one of objects. */
const earlyLists: { [name: string]: { name: string; element?: string } } = {
  ResourceId: { name: "resourcesSet", element: "resourceId" },
  SecurityGroupRuleDescription: { name: "securityGroupRuleDescriptions" },
  SecurityGroupRuleId: { name: "securityGroupRuleIds", element: "securityGroupRuleId" },
  Tag: { name: "tagSet" },
  TagSpecification: { name: "tagSpecificationSet" },
};

/** Answers' lists whose names on the wire are not the SDK's. */
const answeredLists: { [name: string]: string } = {
  FlowLogIds: "flowLogIdSet",
  Groups: "groupSet",
  Instances: "instancesSet",
  RevokedSecurityGroupRules: "revokedSecurityGroupRuleSet",
  SecurityGroupRules: "securityGroupRuleSet",
  SecurityGroups: "groupSet",
  Tags: "tagSet",
};

/** In the late form, under the request's name; `""` where there is nothing to say. */
export function lateRequest(operation: string, wire: JsonObject): JsonObject {
  const content = mapValues(wire, tagged);
  return { [`${operation}Request`]: Object.keys(content).length === 0 ? "" : content };
}

export function earlyResponse({ Return: done, ...answer }: JsonObject, requestId: string): JsonObject {
  return { requestId, _return: done ?? true, ...mapValues(answer, inItems, answeredName) };
}

export function lateResponse(
  operation: string,
  { Return: done, ...answer }: JsonObject,
  requestId: string,
): JsonObject {
  const returned = done === undefined ? {} : { return: done };
  const xmlns = "http://ec2.amazonaws.com/doc/2016-11-15/";
  const content = { xmlns, requestId, ...returned, ...mapValues(answer, inItem, answeredName) };
  return { [`${operation}Response`]: content };
}

function mapValues(
  object: JsonObject,
  valueOf: (value: Json, name: string) => Json,
  nameOf: (name: string) => string = (name) => name,
): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) =>
      value === undefined ? [] : [[nameOf(name), valueOf(value, name)]],
    ),
  );
}

/** In the early form: lower camel case, lists as `{ items }`. */
export function earlyMembers(object: JsonObject): JsonObject {
  return mapValues(object, early, (name) => earlyLists[name]?.name ?? lowerFirst(name));
}

function early(value: Json, name: string): Json {
  if (Array.isArray(value)) {
    const element = earlyLists[name]?.element;
    return items(value.map((item) => (element ? { [element]: item } : early(item, name))));
  }
  if (typeof value !== "object" || value === null) return value;
  if (name !== "TagSpecification") return earlyMembers(value);
  // The one list of the early form that is an array.
  const { Tag, ...rest } = value;
  return { ...earlyMembers(rest), tags: (Array.isArray(Tag) ? Tag : []).map((tag) => early(tag, "tags")) };
}

function items(elements: Json[]): Json {
  return elements.length === 0 ? {} : { items: elements };
}

function oneOrMore(elements: Json[]): Json {
  const [first = ""] = elements;
  return elements.length > 1 ? elements : first;
}

function tagged(value: Json): Json {
  if (Array.isArray(value))
    return oneOrMore(
      value.map((item, index) => ({
        tag: index + 1,
        ...(isObject(item) ? mapValues(item, tagged) : { content: item }),
      })),
    );
  return isObject(value) ? mapValues(value, tagged) : value;
}

function answeredName(name: string): string {
  return answeredLists[name] ?? lowerFirst(name);
}

function inItems(value: Json): Json {
  if (Array.isArray(value)) return items(value.map(inItems));
  return isObject(value) ? mapValues(value, inItems, answeredName) : value;
}

function inItem(value: Json): Json {
  if (Array.isArray(value)) return value.length === 0 ? "" : { item: oneOrMore(value.map(inItem)) };
  return isObject(value) ? mapValues(value, inItem, answeredName) : value;
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
