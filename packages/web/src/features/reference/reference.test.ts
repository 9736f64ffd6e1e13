import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { curlOf } from "./operation/curl.ts";
import { answersOf, matching, operationsOf } from "./operations.ts";
import type { ApiOperation } from "./reference-request.ts";
import { blocksOf, partsOf } from "./text/prose.ts";
import { addressOf } from "./try/address.ts";

const id = {
  name: "id",
  in: "path" as const,
  required: true,
  schema: { type: "string", example: "fnd_1" },
};
const common = {
  tags: ["Things"],
  summary: "One thing",
  description: "With all its `parts`",
  responses: {
    200: { description: "It" },
    404: { description: "No" },
    401: { $ref: "#/components/responses/NotSignedIn" },
  },
};
const get: ApiOperation = {
  ...common,
  operationId: "getThing",
  "x-role": "viewer",
  parameters: [id, { name: "where", in: "query" }, { name: "If", in: "header" }],
};
const post: ApiOperation = {
  ...common,
  operationId: "undoThing",
  "x-role": "responder",
  parameters: [id, { name: "Idempotency-Key", in: "header" }],
  requestBody: { content: { "application/json": { example: { reason: "it's $HOME `now`" } } } },
};
const operations = operationsOf({ paths: { "/api/things/{id}": { get, post } } });
const [getting, undoing] = operations;
if (!getting || !undoing) throw new Error("there are two operations");

/** The words that a shell makes of a command. */
function wordsOf(command: string): string[] {
  const script = command.replace(/^curl /, "printf '%s\\n' ");
  return execFileSync("/bin/sh", ["-c", script], { env: { TOKEN: "t" }, encoding: "utf8" }).split("\n");
}

describe("the operations of a document", () => {
  it("have the id and the tag that they declare", () => {
    expect(operations).toMatchObject([
      { id: "getThing", method: "GET", path: "/api/things/{id}", tag: "Things" },
      { id: "undoThing", method: "POST" },
    ]);
  });

  it("are named by their path where they declare nothing", () => {
    const { operationId: _, tags: __, ...bare } = get;
    expect(operationsOf({ paths: { "/api/things/{id}": { get: bare } } })).toMatchObject([
      { id: "get-api-things-id-", tag: "Other" },
    ]);
  });

  it.each([
    ["", 2],
    ["things undo", 1],
    ["RESPONDER", 1],
    ["parts viewer", 1],
    ["nothing", 0],
  ])("are found by all words of %j", (text, count) => {
    expect(matching(operations, text)).toHaveLength(count);
  });

  it("tell their success from what they refuse with", () => {
    const { success, problems } = answersOf(getting, {
      schemas: {},
      responses: { NotSignedIn: { description: "Who?" } },
    });
    expect(success.map(({ status }) => status)).toEqual(["200"]);
    expect(problems).toEqual([
      { status: "401", answer: { description: "Who?" } },
      { status: "404", answer: { description: "No" } },
    ]);
  });
});

describe("an operation as a command", () => {
  it("runs as it is on a laptop", () => {
    const command = curlOf(getting, { origin: "http://127.0.0.1:3000", signIn: false });
    expect(command).toBe("curl http://127.0.0.1:3000/api/things/fnd_1");
  });

  it("takes the token from the shell where somebody has to sign in", () => {
    const command = curlOf(getting, { origin: "https://console.example.com", signIn: true });
    expect(command).toContain('-H "Authorization: Bearer $TOKEN"');
    expect(wordsOf(command)).toContain("Authorization: Bearer t");
  });

  it("brings its body through the shell as it is", () => {
    const words = wordsOf(curlOf(undoing, { origin: "http://localhost:3000", signIn: false }));
    expect(words.slice(0, 2)).toEqual(["-X", "POST"]);
    expect(words).toContain('{"reason":"it\'s $HOME `now`"}');
    expect(words.at(-2)).toBe("http://localhost:3000/api/things/fnd_1");
  });
});

describe("an operation that is tried", () => {
  it("waits for what its path needs", () => {
    expect(addressOf(getting, {})).toBeUndefined();
    expect(addressOf(getting, { id: "", where: "x" })).toBeUndefined();
  });

  it("asks for what was typed, and for nothing else", () => {
    expect(addressOf(getting, { id: "a/../b?c", where: "", If: "x" })).toBe("/api/things/a%2F..%2Fb%3Fc");
    expect(addressOf(getting, { id: "x", where: "state=open&x=1" })).toBe(
      "/api/things/x?where=state%3Dopen%26x%3D1",
    );
  });
});

describe("the description's Markdown", () => {
  it("is headings and paragraphs, whose lines flow", () => {
    expect(blocksOf("One\ntwo\n\n## Three\n\n  four\n\n\n")).toEqual([
      { kind: "paragraph", text: "One two" },
      { kind: "heading", text: "Three" },
      { kind: "paragraph", text: "four" },
    ]);
  });

  it("has code between backticks, and nothing else", () => {
    expect(partsOf("send `GET /x` <b> *now* `")).toEqual([
      { at: 0, text: "send ", code: false },
      { at: 5, text: "GET /x", code: true },
      { at: 13, text: " <b> *now* `", code: false },
    ]);
  });
});
