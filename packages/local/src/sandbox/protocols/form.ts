import { AwsError } from "../aws-error.ts";
import type { HttpRequest } from "../http.ts";

export type FormValue = string | FormValue[] | { [name: string]: FormValue };

/** A name like `IpPermissions.1.IpRanges.1.CidrIp` has five parts; nothing of AWS's goes near this. */
const MAX_DEPTH = 12;

interface Node {
  value: string | undefined;
  children: Map<string, Node>;
}

/** The parameters of a query-protocol call, in the URL or in the body: flat names become lists and structures. */
export function readForm(request: HttpRequest): { operation: string; input: Record<string, FormValue> } {
  const root: Node = { value: undefined, children: new Map() };
  for (const [name, value] of [...request.query, ...new URLSearchParams(request.body.toString("utf8"))]) {
    const path = name.split(".");
    if (path.length > MAX_DEPTH)
      throw new AwsError("MalformedQueryString", `The parameter ${name} nests too deep`);
    let node = root;
    for (const part of path) {
      const child = node.children.get(part) ?? { value: undefined, children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.value = value;
  }
  const operation = root.children.get("Action")?.value;
  if (operation === undefined) {
    throw new AwsError("MissingAction", "The request is missing an action or a required parameter.");
  }
  // A signature in the URL brings its own parameters.
  const parameters = [...root.children].filter(
    ([name]) => name !== "Action" && name !== "Version" && !name.startsWith("X-Amz-"),
  );
  return { operation, input: Object.fromEntries(parameters.map(([name, node]) => [name, asValue(node)])) };
}

function asValue(node: Node): FormValue {
  if (node.children.size === 0) return node.value ?? "";
  const children = [...node.children];
  // awsQuery puts `member` before a list's positions and `entry` before a map's, the EC2 protocol doesn't.
  const only =
    node.children.size === 1 ? (node.children.get("member") ?? node.children.get("entry")) : undefined;
  if (only !== undefined && [...only.children.keys()].some(isPosition)) return asValue(only);
  if (children.every(([name]) => isPosition(name))) {
    return children.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, child]) => asValue(child));
  }
  return Object.fromEntries(children.map(([name, child]) => [name, asValue(child)]));
}

function isPosition(name: string): boolean {
  return /^\d+$/.test(name);
}
