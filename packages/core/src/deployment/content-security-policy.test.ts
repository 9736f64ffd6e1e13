import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "./content-security-policy.ts";

/** A policy's directives, each with what it allows. */
function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );
}

describe("the console's Content-Security-Policy", () => {
  it("lets the console connect to its own site and the sign-in, and to nothing else", () => {
    const origin = "https://snapback-test.auth.eu-central-1.amazoncognito.com";
    expect(directives(contentSecurityPolicy([origin])).get("connect-src")).toEqual(["'self'", origin]);
    expect(directives(contentSecurityPolicy([])).get("connect-src")).toEqual(["'self'"]);
  });

  it("has nothing from elsewhere, nothing inline, and no frame around it", () => {
    const policy = directives(contentSecurityPolicy(["https://sign-in.example"]));
    expect(policy.get("default-src")).toEqual(["'self'"]);
    // What these leave out falls back to default-src.
    for (const name of ["script-src", "style-src", "frame-src", "worker-src"])
      expect(policy.has(name)).toBe(false);
    for (const name of ["object-src", "base-uri", "frame-ancestors"])
      expect(policy.get(name)).toEqual(["'none'"]);
    for (const [name, sources] of policy) {
      const data = name === "img-src" || name === "font-src" ? ["data:"] : [];
      const allowed = ["'self'", "'none'", "https://sign-in.example", ...data];
      expect(allowed, name).toEqual(expect.arrayContaining(sources));
    }
  });
});
