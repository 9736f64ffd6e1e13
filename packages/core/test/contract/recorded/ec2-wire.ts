import { openSdk } from "../../../src/attack/sdk.ts";
import type { Json, JsonObject } from "../../../src/json.ts";

/*
 * EC2's calls are recorded in the names of its wire, which are not the SDK's (`AddEntry` for `AddEntries`). The SDK knows them:
 * it is asked for the request that it would send.
 */

class WireRequest extends Error {
  override name = "WireRequest";
  readonly body: unknown;

  constructor(body: unknown) {
    super("the request is not sent");
    this.body = body;
  }
}

const neverSent = openSdk({
  endpoint: "http://127.0.0.1:9",
  region: "us-east-1",
  requestHandler: {
    async handle({ body }) {
      throw new WireRequest(body);
    },
  },
});

/** The input of a call of EC2 in the names of the wire, with lists and structures as the SDK has them. */
export async function wireInput(operation: string, input: JsonObject): Promise<JsonObject> {
  const body = await wireBody(operation, input);
  const texts = new Set(textsOf(input));
  const root: Node = { children: new Map() };
  for (const [name, value] of new URLSearchParams(body)) {
    let node = root;
    for (const part of name.split(".")) {
      const child = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.value = texts.has(value) ? value : fromText(value);
  }
  for (const own of ["Action", "Version"]) root.children.delete(own);
  return membersOf(root);
}

async function wireBody(operation: string, input: JsonObject): Promise<string> {
  try {
    await neverSent("ec2", operation, input);
  } catch (error) {
    if (error instanceof WireRequest && typeof error.body === "string") return error.body;
    throw error;
  }
  throw new Error("a request went out that was never to be sent");
}

interface Node {
  value?: Json;
  children: Map<string, Node>;
}

function membersOf({ children }: Node): JsonObject {
  return Object.fromEntries([...children].map(([name, child]) => [name, valueOf(child)]));
}

function valueOf(node: Node): Json {
  if (node.children.size === 0) return node.value ?? "";
  const inOrder = [...node.children];
  if (inOrder.every(([name]) => /^\d+$/.test(name))) return inOrder.map(([, child]) => valueOf(child));
  return membersOf(node);
}

/** On the wire all is text; what was none in the SDK's input is none in the record. */
function fromText(value: string): Json {
  if (value === "true" || value === "false") return value === "true";
  return value !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}

function textsOf(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
