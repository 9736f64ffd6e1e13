import { describe, expect, test } from "vitest";
import type { HttpRequest } from "../http.ts";
import { restJson } from "./rest-json.ts";
import type { Route } from "./route.ts";

const routes: Route[] = [
  {
    operation: "DescribeCluster",
    method: "GET",
    path: "/clusters/{name}",
    query: { tags: "tagKeys", size: "maxResults" },
    headers: { token: "x-amz-token" },
    answerHeaders: { etag: "etag" },
  },
  { operation: "DescribePolicy", method: "GET", path: "/clusters/{name}", flags: ["policy"] },
  { operation: "DeleteCluster", method: "DELETE", path: "/clusters/{name}", status: 204 },
  { operation: "UpdateCluster", method: "POST", path: "/clusters/{name}" },
];
const protocol = restJson({ routes });

function request(method: string, target: string, parts: Partial<HttpRequest> = {}): HttpRequest {
  const { pathname: path, searchParams: query } = new URL(target, "http://sandbox");
  return { method, path, query, headers: {}, body: Buffer.alloc(0), remoteAddress: "", ...parts };
}

describe("a request", () => {
  test.each([
    ["GET", "/clusters/a", "DescribeCluster", { name: "a" }],
    ["GET", "/clusters/a/", "DescribeCluster", { name: "a" }],
    ["GET", "/clusters/a%2Fb%20c", "DescribeCluster", { name: "a/b c" }],
    ["GET", "/clusters/a?x-id=Describe&X-Amz-Date=1", "DescribeCluster", { name: "a" }],
    ["GET", "/clusters/a?maxResults=5", "DescribeCluster", { name: "a", size: "5" }],
    ["GET", "/clusters/a?tagKeys=x&tagKeys=y", "DescribeCluster", { name: "a", tags: ["x", "y"] }],
    ["GET", "/clusters/a?policy", "DescribePolicy", { name: "a" }],
    ["GET", "/clusters/a?policy=", "DescribePolicy", { name: "a" }],
    ["DELETE", "/clusters/a", "DeleteCluster", { name: "a" }],
    ["GET", "/clusters", "GET /clusters", {}],
    ["GET", "/clusters/a/nodes", "GET /clusters/a/nodes", {}],
    ["GET", "/tables/a", "GET /tables/a", {}],
    ["PUT", "/clusters/a", "PUT /clusters/a", {}],
    ["GET", "/clusters/a?colour=red", "GET /clusters/a?colour", {}],
    ["GET", "/clusters/a?policy&maxResults=5", "GET /clusters/a?policy&maxResults", {}],
  ])("%s %s is %s", (method, target, operation, input) => {
    expect(protocol.read(request(method, target))).toEqual({ operation, input });
  });

  test("has members in its headers; those of AWS's that are nobody's are not lost", () => {
    const headers = {
      "x-amz-token": "t",
      "x-amz-date": "20261123T080000Z",
      "x-amz-checksum-crc32": "AAAAAA==",
      "x-amz-other": "o",
      accept: "*/*",
    };
    expect(protocol.read(request("GET", "/clusters/a", { headers })).input).toEqual({
      name: "a",
      token: "t",
      "x-amz-other": "o",
    });
  });

  test("has members in its body; the path's word stands", () => {
    const body = Buffer.from('{"name":"b","version":1}');
    expect(protocol.read(request("POST", "/clusters/a", { body })).input).toEqual({ name: "a", version: 1 });
  });
});

describe("an answer", () => {
  test("has members in its headers", () => {
    const reply = protocol.result("DescribeCluster", { etag: "e", name: "a", none: undefined }, "id");
    expect(reply).toMatchObject({ status: 200, headers: { etag: "e", "x-amzn-requestid": "id" } });
    expect(reply.body).toBe('{"name":"a"}');
  });

  test("of 204 is empty", () => {
    expect(protocol.result("DeleteCluster", {}, "id")).toMatchObject({ status: 204, body: "" });
  });
});
