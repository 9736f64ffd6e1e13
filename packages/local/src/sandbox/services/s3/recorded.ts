import { parseJson } from "@snapback/core/json";
import * as z from "zod";
import type { Call } from "../../operation.ts";
import { type XmlTree, xmlTree } from "../../protocols/xml-tree.ts";
import type { JsonObject, JsonValue } from "../../record.ts";
import { s3Routes } from "./routes.ts";

const wireInput = z.record(z.string(), xmlTree);

/**
 * A request as CloudTrail has it: the documents with their own names and attributes, headers and subresources as they
 * stand in the request, and the policy as an object.
 */
export function recordedRequest(operation: string, wire: unknown, { region }: Call): JsonObject {
  const { Bucket, Policy, ...rest } = wireInput.parse(wire);
  const { headers = {}, flags = [] } = s3Routes.find((route) => route.operation === operation) ?? {};
  const recorded: JsonObject = {};
  for (const [name, value] of Object.entries(rest)) {
    const header = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (header === undefined) recorded[name] = recordedTree(value);
    else recorded[header] = [recordedTree(value)];
  }
  for (const flag of flags) recorded[flag] = "";
  if (typeof Policy === "string") recorded.bucketPolicy = json.parse(parseJson(Policy) ?? Policy);
  if (typeof Bucket !== "string") return recorded;
  return { bucketName: Bucket, Host: `${Bucket}.s3.${region}.amazonaws.com`, ...recorded };
}

const json = z.json();

/** An XML document as JSON: what looks like a number or a boolean is one. */
export function recordedTree(tree: XmlTree): JsonValue {
  if (Array.isArray(tree)) return tree.map(recordedTree);
  if (typeof tree === "object") {
    return Object.fromEntries(
      Object.entries(tree).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, recordedTree(value)]],
      ),
    );
  }
  if (tree === "true" || tree === "false") return tree === "true";
  return /^(0|-?[1-9]\d{0,14})$/.test(tree) ? Number(tree) : tree;
}
