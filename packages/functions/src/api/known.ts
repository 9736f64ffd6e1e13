import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { keyOf, type SignedIn } from "./authorize.ts";
import { RefusedError } from "./problem.ts";

/** The names of the query parameters of each route that has some, by method and path. */
export function declaredQueries<Env extends SignedIn>({
  openAPIRegistry,
}: Pick<OpenAPIHono<Env>, "openAPIRegistry">): ReadonlyMap<string, readonly string[]> {
  return new Map(
    openAPIRegistry.definitions.flatMap((definition) => {
      if (definition.type !== "route") return [];
      const { method, path, request } = definition.route;
      const { query } = request ?? {};
      const names = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
      return [[keyOf({ method, path: path.replaceAll(/\/{(.+?)}/g, "/:$1") }), names]] as const;
    }),
  );
}

/**
 * Refuses query parameters that a route does not have: a filter that is spelled wrong would otherwise answer with everything.
 *
 * @param declared as with `authorize`, asked with each request
 */
export function knownQuery(
  declared: () => ReadonlyMap<string, readonly string[]>,
): MiddlewareHandler<SignedIn> {
  return async (c, next) => {
    for (const route of matchedRoutes(c)) {
      const names = declared().get(keyOf(route));
      const strangers = names && Object.keys(c.req.queries()).filter((name) => !names.includes(name));
      if (strangers !== undefined && strangers.length > 0) {
        const detail = `There is no parameter ${strangers.map((name) => JSON.stringify(name)).join(", ")}`;
        const errors = strangers.map((parameter) => ({ parameter, detail: "There is no such parameter" }));
        throw new RefusedError(400, "Invalid request", `${detail} here.`, { errors });
      }
    }
    return next();
  };
}

/** The methods that a path has, of the keys of all routes; HEAD comes with GET. */
export function methodsOf(c: Context, keys: Iterable<string>): string[] {
  const parts = c.req.path.split("/");
  const methods = [...keys].flatMap((key) => {
    const [method = "", path = ""] = key.split(" ");
    const declared = path.split("/");
    const same = declared.every((part, index) => part.startsWith(":") || part === parts[index]);
    if (declared.length !== parts.length || !same) return [];
    return method === "GET" ? [method, "HEAD"] : [method];
  });
  return [...new Set(methods)];
}
