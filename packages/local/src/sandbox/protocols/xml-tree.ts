import { parseXML } from "@aws-sdk/xml-builder";
import * as z from "zod";

/**
 * An XML document as the protocols of S3 have it, and CloudTrail, too: an element that has text is a string, one with
 * children an object, several of the same name in the same parent are a list, and attributes stand beside the children.
 */
export type XmlTree = string | XmlTree[] | { [name: string]: XmlTree | undefined };

export const xmlTree: z.ZodType<XmlTree> = z.lazy(() =>
  z.union([z.string(), z.array(xmlTree), z.record(z.string(), xmlTree)]),
);

const document = z.record(z.string(), xmlTree);

/** The document, with its root element as the only member. Throws an `Error` where the text is no XML. */
export function readXml(text: string): { [root: string]: XmlTree } {
  const parsed: unknown = parseXML(text);
  return document.parse(parsed);
}

/** One element or many: XML can't tell a list of one from none. */
export function many<T>(item: z.ZodType<T>) {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item),
  );
}

/**
 * An element with these children, one without any being an empty text; nothing else is in it. Where its namespace is
 * declared is not looked at.
 */
export function structure<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess((value) => {
    if (value === "") return {};
    if (typeof value !== "object" || value === null || !("xmlns" in value)) return value;
    const { xmlns: _xmlns, ...children } = value;
    return children;
  }, z.strictObject(shape));
}

export const xmlBoolean = z.stringbool({ truthy: ["true"], falsy: ["false"] });
