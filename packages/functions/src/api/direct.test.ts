import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directAnswer, directRequest } from "./direct.ts";

const caller = { arn: "arn:aws:sts::111122223333:assumed-role/Admin/alice" };
const request = {
  method: "POST",
  path: "/api/findings/fnd_1/approve?x=%20y",
  headers: { "content-type": "application/json", "idempotency-key": "k-1" },
  body: '{"proposal":"pln_1"}',
};
const direct = { snapback: 1, request, caller };

/** As API Gateway's HTTP API sends it: what a caller chooses is in `chosen` alone. */
const fromGateway = (chosen: Record<string, unknown>) => ({
  version: "2.0",
  routeKey: "$default",
  rawPath: "/api/health",
  rawQueryString: "",
  headers: {},
  requestContext: { http: { method: "POST", path: "/api/health" } },
  isBase64Encoded: false,
  ...chosen,
});

describe("directRequest", () => {
  it("is the request as it was sent, of an administrator whose name is marked as IAM's", async () => {
    const read = directRequest(direct, "admin");
    expect(read?.person).toEqual({
      id: "iam:arn:aws:sts::111122223333:assumed-role/Admin/alice",
      name: "iam:assumed-role/Admin/alice",
      role: "admin",
    });
    expect(read?.request.method).toBe("POST");
    expect(read?.request.url).toBe("https://api.invalid/api/findings/fnd_1/approve?x=%20y");
    expect(Object.fromEntries(read?.request.headers ?? [])).toEqual(request.headers);
    expect(await read?.request.text()).toBe(request.body);
    const get = { method: "GET", path: "/api/findings", headers: {} };
    expect(directRequest({ ...direct, request: get }, "admin")?.request.method).toBe("GET");
  });

  it.each([
    ["arn:aws:iam::111122223333:root", "iam:root"],
    ["arn:aws:iam::111122223333:user/alice", "iam:user/alice"],
    ["arn:aws-us-gov:iam::111122223333:user/a/b:c/alice", "iam:user/alice"],
    ["arn:aws:sts::111122223333:federated-user/bob", "iam:federated-user/bob"],
    [
      "arn:aws-cn:sts::111122223333:assumed-role/AWSReservedSSO_X_1/a@example.com",
      "iam:assumed-role/AWSReservedSSO_X_1/a@example.com",
    ],
  ])("names %s", (arn, name) => {
    expect(directRequest({ ...direct, caller: { arn } }, "admin")?.person).toMatchObject({
      id: `iam:${arn}`,
      name,
    });
  });

  it.each([
    "local",
    "arn:aws:iam::111122223333:role/Admin",
    "arn:aws:iam::1:root",
    "arn:aws:sts::111122223333:assumed-role/Admin/alice\u001b[2J",
    "arn:aws:sts::111122223333:assumed-role/Admin/alice\n",
    "arn:aws:sts::111122223333:assumed-role/Admin/al\u202eice",
    "arn:aws:iam::111122223333:user/a b/alice",
    `arn:aws:sts::111122223333:assumed-role/Admin/${"a".repeat(65)}`,
    `arn:aws:iam::111122223333:user/${"a/".repeat(600)}alice`,
    " arn:aws:iam::111122223333:root",
  ])("takes no caller like %j", (arn) => {
    expect(directRequest({ ...direct, caller: { arn } }, "admin")).toBeUndefined();
  });

  it.each([
    { method: "DELETE" },
    { path: "https://example.com/api/findings" },
    { path: "/_config/settings.json" },
    { path: "/api/find ings" },
    { path: "/api/\u202e" },
    { headers: { authorization: "Bearer x" } },
    { headers: { "content-type": "text/plain" } },
    { headers: { "idempotency-key": "a\r\nb" } },
    { headers: { "idempotency-key": "k".repeat(201) } },
    { method: "GET" },
    { body: 1 },
    { body: "x".repeat(100_001) },
    { host: "example.com" },
  ])("takes no request with %o", (changed) => {
    expect(directRequest({ ...direct, request: { ...request, ...changed } }, "admin")).toBeUndefined();
  });

  it.each([
    ["a future version", { ...direct, snapback: 2 }],
    ["no caller", { snapback: 1, request }],
    ["a role of its own choice", { ...direct, caller: { ...caller, role: "viewer" } }],
    ["a context", { ...direct, requestContext: {} }],
    ["a context that is null", { ...direct, requestContext: null }],
    ["the version of API Gateway's payload", { ...direct, version: "2.0" }],
    ["a list", [direct]],
    ["text", JSON.stringify(direct)],
    ["nothing", undefined],
  ])("is none with %s", (_, event) => {
    expect(directRequest(event, "admin")).toBeUndefined();
  });

  it("is nothing that API Gateway, a load balancer or a queue passes on, whatever they were sent", () => {
    expect(directRequest(fromGateway({ body: JSON.stringify(direct) }), "admin")).toBeUndefined();
    expect(directRequest(fromGateway(direct), "admin")).toBeUndefined();
    expect(directRequest({ Records: [{ body: JSON.stringify(direct) }] }, "admin")).toBeUndefined();
    const { requestContext, ...contextless } = fromGateway(direct);
    expect(requestContext).toBeDefined();
    expect(directRequest(contextless, "admin")).toBeUndefined();
    const text = fc.oneof(fc.string(), fc.constantFrom(...Object.keys(direct), JSON.stringify(direct)));
    const chosen = fc.record({
      rawPath: text,
      rawQueryString: text,
      cookies: fc.array(text),
      headers: fc.dictionary(text, text),
      queryStringParameters: fc.dictionary(text, text),
      body: text,
      isBase64Encoded: fc.boolean(),
    });
    fc.assert(
      fc.property(chosen, (parts) => {
        expect(directRequest(fromGateway(parts), "admin")).toBeUndefined();
      }),
    );
  });
});

it("answers as HTTP does", async () => {
  const headers = { "content-type": "application/problem+json" };
  expect(await directAnswer(new Response('{"status":404}', { status: 404, headers }))).toEqual({
    statusCode: 404,
    headers,
    body: '{"status":404}',
  });
});
