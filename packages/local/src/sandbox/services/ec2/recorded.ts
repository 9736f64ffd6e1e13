import { isList, members, type Output, type OutputValue } from "../../output.ts";
import { ec2Namespace } from "../../protocols/ec2-query.ts";
import type { JsonObject, JsonValue } from "../../record.ts";

// EC2's calls stand in CloudTrail in two forms. Those of its early years are in lower camel case, with lists as
// `{ items: [...] }`, an empty one as `{}`. Those of later years are the XML as JSON: under the name of the request or
// the response, in the wire's own names, with empty lists as "".

export interface RecordedForm {
  request(operation: string, input: Output): JsonObject;
  response(operation: string, output: Output, requestId: string): JsonObject;
}

export const early: RecordedForm = {
  request: (_operation, input) => mapMembers(input, earlyValue, earlyName),
  response: (_operation, { return: done, ...output }, requestId) => ({
    requestId,
    ...(typeof done === "boolean" && { _return: done }),
    ...mapMembers(output, itemsValue),
  }),
};

export const late: RecordedForm = {
  request(operation, input) {
    const content = mapMembers(input, taggedValue);
    return { [`${operation}Request`]: Object.keys(content).length === 0 ? "" : content };
  },
  response: (operation, output, requestId) => ({
    [`${operation}Response`]: { xmlns: ec2Namespace, requestId, ...mapMembers(output, itemValue) },
  }),
};

function mapMembers(
  output: Output,
  valueOf: (value: OutputValue, name: string) => JsonValue,
  nameOf: (name: string) => string = (name) => name,
): JsonObject {
  return Object.fromEntries(members(output).map(([name, value]) => [nameOf(name), valueOf(value, name)]));
}

/** A list in the early form. */
function items(list: JsonValue[]): JsonObject {
  return list.length === 0 ? {} : { items: list };
}

/** A list in the late form: its one element by itself, or an array. */
function oneOrMore(list: JsonValue[]): JsonValue {
  const [first = ""] = list;
  return list.length > 1 ? list : first;
}

/** Requests' lists whose names in the record are not the wire's; a list of plain texts is there one of objects. */
const earlyLists: Record<string, { name: string; element?: string }> = {
  ResourceId: { name: "resourcesSet", element: "resourceId" },
  SecurityGroupRuleDescription: { name: "securityGroupRuleDescriptions" },
  SecurityGroupRuleId: { name: "securityGroupRuleIds", element: "securityGroupRuleId" },
  Tag: { name: "tagSet" },
  TagSpecification: { name: "tagSpecificationSet" },
};

function earlyName(name: string): string {
  return earlyLists[name]?.name ?? name.charAt(0).toLowerCase() + name.slice(1);
}

function earlyValue(value: OutputValue, name: string): JsonValue {
  if (value === undefined) return null;
  if (isList(value)) {
    const element = earlyLists[name]?.element;
    const elements = value.map((item) => earlyValue(item, name));
    return items(element === undefined ? elements : elements.map((item) => ({ [element]: item })));
  }
  if (typeof value !== "object") return value;
  if (name === "TagSpecification") return tagSpecification(value);
  return mapMembers(value, earlyValue, earlyName);
}

/** The one list of the early form that is an array. */
function tagSpecification({ ResourceType, Tag = [] }: Output): JsonValue {
  const tags = isList(Tag) ? Tag.map((tag) => earlyValue(tag, "tags")) : [];
  return { resourceType: earlyValue(ResourceType, "resourceType"), tags };
}

function itemsValue(value: OutputValue): JsonValue {
  if (value === undefined) return null;
  if (isList(value)) return items(value.map(itemsValue));
  return typeof value === "object" ? mapMembers(value, itemsValue) : value;
}

/** Each element of a request's list has its position as `tag`; that of a plain text is its `content`. */
function taggedValue(value: OutputValue): JsonValue {
  if (value === undefined) return null;
  if (isList(value)) {
    return oneOrMore(
      value.map((item, index) => ({
        tag: index + 1,
        ...(typeof item === "object" && !isList(item)
          ? mapMembers(item, taggedValue)
          : { content: taggedValue(item) }),
      })),
    );
  }
  return typeof value === "object" ? mapMembers(value, taggedValue) : value;
}

function itemValue(value: OutputValue): JsonValue {
  if (value === undefined) return null;
  if (isList(value)) return value.length === 0 ? "" : { item: oneOrMore(value.map(itemValue)) };
  return typeof value === "object" ? mapMembers(value, itemValue) : value;
}
