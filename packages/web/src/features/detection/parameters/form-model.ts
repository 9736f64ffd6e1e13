/*
 * What a form asks for, made from the JSON Schema of a detection's parameters. Whatever it knows no field for is asked for as
 * JSON: the API checks all of it in the end.
 */

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

interface Common {
  name: string;
  label: string;
  description: string;
  /** What holds where nothing is said, in words. */
  fallback: string | undefined;
}

interface Limits {
  minimum: number | undefined;
  maximum: number | undefined;
}

export type Field = Common &
  (
    | { kind: "boolean" }
    | ({ kind: "integer" } & Limits)
    | { kind: "text" }
    | { kind: "choice"; options: string[] }
    | ({ kind: "list"; of: "integer" } & Limits)
    | { kind: "list"; of: "text" }
    | { kind: "group"; fields: Field[] }
    | { kind: "json" }
  );

type Fields = ReadonlyMap<string, unknown>;

function fieldsOf(value: unknown): Fields {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

/** The fields of an object's schema, in their order there. */
export function formOf(schema: unknown): Field[] {
  const properties = fieldsOf(fieldsOf(schema).get("properties"));
  return [...properties].map(([name, property]) => fieldOf(name, fieldsOf(property)));
}

function fieldOf(name: string, schema: Fields): Field {
  const description = schema.get("description");
  const common = {
    name,
    label: labelOf(name),
    description: typeof description === "string" ? description : "",
    fallback: fallbackOf(schema.get("default")),
  };
  const options = stringsOf(schema.get("enum"));
  if (options.length > 0) return { ...common, kind: "choice", options };
  switch (schema.get("type")) {
    case "boolean":
      return { ...common, kind: "boolean" };
    case "integer":
      return { ...common, kind: "integer", ...limitsOf(schema) };
    case "string":
      return { ...common, kind: "text" };
    case "array": {
      const items = fieldsOf(schema.get("items"));
      const type = items.has("enum") ? undefined : items.get("type");
      if (type === "integer") return { ...common, kind: "list", of: "integer", ...limitsOf(items) };
      return type === "string" ? { ...common, kind: "list", of: "text" } : { ...common, kind: "json" };
    }
    case "object":
      return schema.has("properties")
        ? { ...common, kind: "group", fields: formOf(Object.fromEntries(schema)) }
        : { ...common, kind: "json" };
    default:
      return { ...common, kind: "json" };
  }
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function limitsOf(schema: Fields): Limits {
  return { minimum: limitOf(schema.get("minimum")), maximum: limitOf(schema.get("maximum")) };
}

/** What JavaScript itself sets as a limit is none that anybody has to be told. */
function limitOf(value: unknown): number | undefined {
  return typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
}

function fallbackOf(value: unknown): string | undefined {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (!Array.isArray(value)) return undefined;
  return value.length === 0 ? "none" : value.map(String).join(", ");
}

/** Names that are not written as other words are. */
const SPELLED: { [word: string]: string } = {
  tcp: "TCP",
  udp: "UDP",
  icmp: "ICMP",
  ipv4: "IPv4",
  ipv6: "IPv6",
  aws: "AWS",
};

/** `tcpPorts` as people write it: "TCP ports". */
function labelOf(name: string): string {
  const [first = "", ...others] = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .split(" ")
    .map((word) => word.toLowerCase());
  const begin = SPELLED[first] ?? first.charAt(0).toUpperCase() + first.slice(1);
  return [begin, ...others.map((word) => SPELLED[word] ?? word)].join(" ");
}
