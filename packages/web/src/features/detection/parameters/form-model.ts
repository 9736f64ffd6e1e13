/*
 * What a form asks for, made from the JSON Schema of a detection's parameters. Whatever it knows no field for is asked for as
 * JSON: the API checks all of it in the end.
 */

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

interface Common {
  name: string;
  label: string;
  description: string;
}

export type Field = Common &
  (
    | { kind: "boolean" }
    | { kind: "integer"; minimum: number | undefined; maximum: number | undefined }
    | { kind: "text" }
    | { kind: "choice"; options: string[] }
    | { kind: "list"; of: "integer" | "text" }
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
  };
  const options = stringsOf(schema.get("enum"));
  if (options.length > 0) return { ...common, kind: "choice", options };
  switch (schema.get("type")) {
    case "boolean":
      return { ...common, kind: "boolean" };
    case "integer":
      return {
        ...common,
        kind: "integer",
        minimum: limitOf(schema.get("minimum")),
        maximum: limitOf(schema.get("maximum")),
      };
    case "string":
      return { ...common, kind: "text" };
    case "array": {
      const items = fieldsOf(schema.get("items")).get("type");
      if (items === "integer") return { ...common, kind: "list", of: "integer" };
      return items === "string" ? { ...common, kind: "list", of: "text" } : { ...common, kind: "json" };
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

/** What JavaScript itself sets as a limit is none that anybody has to be told. */
function limitOf(value: unknown): number | undefined {
  return typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** `tcpPorts` as people write it: "Tcp ports". */
function labelOf(name: string): string {
  const words = name.replace(
    /([a-z\d])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}
