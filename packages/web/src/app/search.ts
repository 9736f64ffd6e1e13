/**
 * The search of an address as plain parameters, without a coding of their own: people read and write them. A parameter that is
 * there several times is a list.
 */
export function parseSearch(search: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(search);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
}

/** The inverse. What is no text or number, and no list of such, is left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === "string" || typeof one === "number") parameters.append(name, String(one));
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}
