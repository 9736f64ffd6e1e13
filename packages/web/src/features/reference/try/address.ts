import type { Operation } from "../operations.ts";

/** What somebody typed for an operation's parameters, by their names. */
export type Values = Readonly<Record<string, string>>;

/** The parameters that an address has room for. */
export function asked({ declared: { parameters = [] } }: Operation) {
  return parameters.filter((parameter) => parameter.in !== "header");
}

/** The address to ask; `undefined` while something that it needs is missing. What is left empty is left out. */
export function addressOf(operation: Operation, values: Values): string | undefined {
  const parameters = asked(operation);
  if (parameters.some(({ name, required }) => required && !values[name])) return undefined;
  const path = operation.path.replaceAll(/{(\w+)}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ""),
  );
  const query = new URLSearchParams(
    parameters.flatMap(({ name, in: where }) => {
      const value = values[name];
      return where === "query" && value ? [[name, value]] : [];
    }),
  );
  return query.size === 0 ? path : `${path}?${query}`;
}
