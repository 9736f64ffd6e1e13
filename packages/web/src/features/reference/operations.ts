import type { Answer, ApiDocument, ApiOperation, Media } from "./reference-request.ts";

/** An operation of the API as its reference shows it. */
export interface Operation {
  /** Its anchor in the page, too. */
  id: string;
  method: string;
  path: string;
  tag: string;
  declared: ApiOperation;
}

/** What an operation can answer with. */
export interface Answered {
  status: string;
  answer: Answer;
}

/** All operations, in the document's order. */
export function operationsOf({ paths }: Pick<ApiDocument, "paths">): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, declared]) => ({
      id: declared.operationId ?? `${method}${path.replaceAll(/\W+/g, "-")}`,
      method: method.toUpperCase(),
      path,
      tag: declared.tags?.[0] ?? "Other",
      declared,
    })),
  );
}

/** Those in which every word is to be found: of their path, method, summary, description and role. */
export function matching(operations: readonly Operation[], text: string): Operation[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter(({ id, method, path, tag, declared }) => {
    const { summary = "", description = "", "x-role": role } = declared;
    const all = [id, method, path, tag, summary, description, role].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** What it answers with where it did what was wanted, and what it refuses with. What several have is among the components. */
export function answersOf(
  { declared }: Operation,
  { responses = {} }: ApiDocument["components"],
): { success: Answered[]; problems: Answered[] } {
  const all = Object.entries(declared.responses).map(([status, answer]) => ({
    status,
    answer: responses[answer.$ref?.replace("#/components/responses/", "") ?? ""] ?? answer,
  }));
  return {
    success: all.filter(({ status }) => status.startsWith("2")),
    problems: all.filter(({ status }) => !status.startsWith("2")),
  };
}

/** What is in a body, whichever media type it has: each has only one. */
export function mediaOf(content: { [type: string]: Media } | undefined): Media | undefined {
  return Object.values(content ?? {})[0];
}
