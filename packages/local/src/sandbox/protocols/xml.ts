import type { HttpReply } from "../http.ts";
import { isList, members, type OutputValue } from "../output.ts";

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#xD;",
};

// What XML 1.0 can't carry, not even escaped: most control characters and lone surrogates.
const unprintable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function escape(text: string): string {
  return text
    .replace(unprintable, "\u{fffd}")
    .replace(/[&<>"'\r]/g, (character) => escapes[character] ?? character);
}

/** How the elements of a list are named that stands in an element of this name. */
type ItemName = (list: string) => string;

interface Form {
  /** The namespace that the element declares. */
  xmlns?: string;
  itemName?: ItemName;
  /** A list is as many elements of its own name, and what is named `xmlns:` or `xsi:` is an attribute (see `XmlTree`). */
  isTree?: boolean;
}

/** An element; the members of a list in it become elements, named `item` if nothing is said. */
export function element(name: string, value: OutputValue, form: Form = {}): string {
  const { xmlns, ...inner } = form;
  if (inner.isTree === true && isList(value)) {
    return value.map((item) => element(name, item, form)).join("");
  }
  const namespace = xmlns === undefined ? [] : [attribute("xmlns", xmlns)];
  const start = [name, ...namespace, ...(inner.isTree === true ? attributesOf(value) : [])].join(" ");
  return `<${start}>${content(name, value, inner)}</${name}>`;
}

function attributesOf(value: OutputValue): string[] {
  if (typeof value !== "object" || isList(value)) return [];
  return members(value).flatMap(([name, text]) =>
    isAttribute(name) && typeof text === "string" ? [attribute(name, text)] : [],
  );
}

function isAttribute(name: string): boolean {
  return name.startsWith("xmlns:") || name.startsWith("xsi:");
}

function attribute(name: string, text: string): string {
  return `${name}="${escape(text)}"`;
}

function content(name: string, value: OutputValue, form: Form): string {
  const { itemName = () => "item", isTree = false } = form;
  if (value === undefined) return "";
  if (isList(value)) return value.map((item) => element(itemName(name), item, form)).join("");
  if (typeof value !== "object") return escape(String(value));
  return members(value)
    .filter(([each]) => !isTree || !isAttribute(each))
    .map(([each, member]) => element(each, member, form))
    .join("");
}

export function xmlReply(status: number, requestId: string, root: string): HttpReply {
  return {
    status,
    headers: { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${root}`,
  };
}
