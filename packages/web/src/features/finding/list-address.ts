/** The address of the list of findings with these terms, which have to hold together. */
export function listAddress(where: readonly string[], sort?: string): string {
  const parameters = new URLSearchParams(where.map((term) => ["where", term]));
  if (sort !== undefined) parameters.set("sort", sort);
  const search = parameters.toString();
  return search === "" ? "/findings" : `/findings?${search}`;
}
