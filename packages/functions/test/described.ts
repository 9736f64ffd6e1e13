import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import * as z from "zod";
import type { OpenApiDocument } from "../src/api/document/schema.ts";

type Described = z.output<typeof OpenApiDocument>;
type Operation = Described["paths"][string][string];
type Answer = Operation["responses"][string];
/** Examples as zod reads them, whatever it is that has them. */
const Media = z.object({
  schema: z.unknown().optional(),
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.object({ value: z.unknown() })).optional(),
});

/** All that the API's description lacks or has wrong, in words: nothing, where it is as it should be. */
export function flawsOf(app: Pick<OpenAPIHono, "openAPIRegistry">, document: Described): string[] {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const ids = operations.map(({ operation }) => operation.operationId);
  const routes = app.openAPIRegistry.definitions.flatMap((known) =>
    known.type === "route" ? [known.route] : [],
  );
  return [
    ...operations.flatMap((one) =>
      operationFlaws(one, document).map((flaw) => `${one.method} ${one.path}: ${flaw}`),
    ),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is two operations`),
    ...routes.flatMap((route) => exampleFlaws(route).map((flaw) => `${route.method} ${route.path}: ${flaw}`)),
    ...[...new Set(refsIn(document))]
      .filter((ref) => !resolves(document, ref))
      .map((ref) => `${ref} is not there`),
  ];
}

function operationFlaws(
  { path, operation }: { path: string; operation: Operation },
  { tags, components }: Described,
): string[] {
  const { operationId = "", summary = "", parameters = [], requestBody, responses } = operation;
  const answered = ({ $ref = "", content }: Answer) =>
    content ?? components.responses?.[$ref.replace("#/components/responses/", "")]?.content;
  const known = tags.map(({ name }) => name);
  const inPath = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => name);
  const declared = parameters.filter((one) => one.in === "path");
  const media = [requestBody?.content, ...Object.values(responses).map(answered)];
  return [
    ...(/^[a-z][A-Za-z]+$/.test(operationId) ? [] : ["no operationId"]),
    ...(summary.length > 5 && !summary.endsWith(".") ? [] : ["no summary, or one with a full stop"]),
    ...(operation.tags?.length === 1 && known.includes(operation.tags[0] ?? "")
      ? []
      : ["no tag of the document's"]),
    ...inPath
      .filter((name) => !declared.some((one) => one.name === name))
      .map((name) => `{${name}} is not declared`),
    ...declared.filter(({ name }) => !inPath.includes(name)).map(({ name }) => `${name} is not in the path`),
    ...parameters
      .filter(({ description = "" }) => description === "")
      .map(({ name }) => `${name} is not described`),
    ...declared
      .filter(({ schema }) => schema?.example === undefined)
      .map(({ name }) => `${name} has no example`),
    ...media.flatMap((content) =>
      Object.values(content ?? {}).some((one) => examplesIn(one).length === 0) ? ["no example"] : [],
    ),
    ...(Object.keys(responses).filter((status) => status.startsWith("2")).length === 1
      ? []
      : ["not one success"]),
  ];
}

/** What is wrong with a route's examples, by the very schemas that its requests are read with. */
function exampleFlaws({ request, responses }: RouteConfig): string[] {
  const media = [request?.body, ...Object.values(responses)].flatMap((part) =>
    part && "content" in part ? Object.values(part.content ?? {}) : [],
  );
  return media.flatMap((one) => {
    const { schema } = Media.parse(one);
    if (!(schema instanceof z.ZodType)) return ["no schema"];
    return examplesIn(one).flatMap((example) => {
      const parsed = schema.safeParse(example);
      if (!parsed.success) return [z.prettifyError(parsed.error)];
      // What a schema does not know it leaves out.
      const same = canonical(parsed.data) === canonical(example);
      return same ? [] : [`an example has more than its schema: ${JSON.stringify(example).slice(0, 100)}`];
    });
  });
}

function examplesIn(media: unknown): unknown[] {
  const { example, examples = {} } = Media.parse(media);
  return [example, ...Object.values(examples).map(({ value }) => value)].filter((one) => one !== undefined);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "$ref" in value && typeof value.$ref === "string" ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(refsIn)];
}

function resolves(document: unknown, ref: string): boolean {
  const found = ref
    .replace(/^#\//, "")
    .split("/")
    .reduce<unknown>((value, name) => (Object(value) === value ? Object(value)[name] : undefined), document);
  return ref.startsWith("#/") && found !== undefined;
}
