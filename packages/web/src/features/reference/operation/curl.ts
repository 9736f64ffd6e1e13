import { mediaOf, type Operation } from "../operations.ts";

export interface Place {
  /** Where the API is: the console's own address. */
  origin: string;
  /** On a laptop nobody signs in. */
  signIn: boolean;
}

/** An operation as a command to run in a shell, with the values of its own examples. */
export function curlOf({ method, path, declared }: Operation, { origin, signIn }: Place): string {
  const { parameters = [], requestBody } = declared;
  const filled = path.replaceAll(/{(\w+)}/g, (whole, name: string) => {
    const example = parameters.find((one) => one.in === "path" && one.name === name)?.schema?.example;
    return typeof example === "string" ? encodeURIComponent(example) : whole;
  });
  const body = mediaOf(requestBody?.content)?.example;
  return [
    "curl",
    ...(method === "GET" ? [] : [`-X ${method}`]),
    // In double quotes: the shell fills it in.
    ...(signIn ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`]),
    quoted(`${origin}${filled}`),
  ].join(" ");
}

/** As one word of a POSIX shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
