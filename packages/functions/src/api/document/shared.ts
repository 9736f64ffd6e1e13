import type * as z from "zod";
import type { OpenApiDocument } from "./schema.ts";

type Document = z.output<typeof OpenApiDocument>;
type Answer = Document["paths"][string][string]["responses"][string];

/** The document with each answer that several operations have written once, among its components. */
export function withSharedAnswers(document: Document): Document {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const shared = namesOf(operations.flatMap(({ responses }) => Object.values(responses)));
  const refer = (answer: Answer): Answer => {
    const name = shared.get(JSON.stringify(answer));
    return name === undefined ? answer : { $ref: `#/components/responses/${name}` };
  };
  const responses = [...shared].map(([text, name]): [string, Answer] => [name, JSON.parse(text)]);
  return {
    ...document,
    paths: mapped(document.paths, (methods) =>
      mapped(methods, (operation) => ({ ...operation, responses: mapped(operation.responses, refer) })),
    ),
    components: { ...document.components, responses: Object.fromEntries(responses) },
  };
}

/** Names for those that are there more than once: after what they first have as an example. */
function namesOf(answers: readonly Answer[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  for (const answer of answers) {
    const text = JSON.stringify(answer);
    const [example] = Object.values(answer.content ?? {}).flatMap(({ examples = {} }) =>
      Object.keys(examples),
    );
    if (example !== undefined && seen.has(text) && !names.has(text)) {
      const name = example.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
      const others = [...names.values()].filter((known) => known.replace(/\d+$/, "") === name).length;
      names.set(text, others === 0 ? name : `${name}${others + 1}`);
    }
    seen.add(text);
  }
  return names;
}

function mapped<T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
