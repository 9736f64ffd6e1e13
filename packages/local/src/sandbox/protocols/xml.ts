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

/** An element, with the namespace it declares; the members of a list become elements, named `item` if nothing is said. */
export function element(
  name: string,
  value: OutputValue,
  { xmlns, itemName = () => "item" }: { xmlns?: string; itemName?: ItemName } = {},
): string {
  const declaration = xmlns === undefined ? "" : ` xmlns="${xmlns}"`;
  return `<${name}${declaration}>${content(name, value, itemName)}</${name}>`;
}

function content(name: string, value: OutputValue, itemName: ItemName): string {
  if (value === undefined) return "";
  if (isList(value)) return value.map((item) => element(itemName(name), item, { itemName })).join("");
  if (typeof value !== "object") return escape(String(value));
  return members(value)
    .map(([each, member]) => element(each, member, { itemName }))
    .join("");
}

export function xmlReply(status: number, requestId: string, root: string): HttpReply {
  return {
    status,
    headers: { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${root}`,
  };
}
