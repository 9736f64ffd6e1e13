import type { OpenAPIHono } from "@hono/zod-openapi";
import { may, type Person, type Role, roles } from "@snapback/core/person/person";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { problem } from "./problem.ts";
import type { SignIn } from "./sign-in.ts";

/** What every handler of the API can read: `c.var.person`. */
export interface SignedIn {
  Variables: { person: Person };
}

/** The name of the sign-in in the OpenAPI document. */
export const SCHEME = "signIn";

/** Declares the role that a route needs: `createRoute({ ...needs("viewer"), … })`. The OpenAPI document tells it, too. */
export function needs(role: Role) {
  return { "x-role": role, security: [{ [SCHEME]: [] }] };
}

export class UndeclaredRoleError extends Error {
  override name = "UndeclaredRoleError";
}

/**
 * The role of each of the app's routes, by method and path.
 *
 * @throws UndeclaredRoleError naming a route that declares none, by whatever means it was added
 */
export function declaredRoles<Env extends SignedIn>({
  routes,
  openAPIRegistry,
}: Pick<OpenAPIHono<Env>, "routes" | "openAPIRegistry">): ReadonlyMap<string, Role> {
  const declared = new Map<string, Role>();
  for (const definition of openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { method, path, "x-role": declaredRole } = definition.route;
    const role = roles.find((known) => known === declaredRole);
    if (role !== undefined)
      declared.set(keyOf({ method, path: path.replaceAll(/\/{(.+?)}/g, "/:$1") }), role);
  }
  for (const route of routes) {
    const middleware = route.method === "ALL" && route.path === "/*";
    if (!middleware && !declared.has(keyOf(route)))
      throw new UndeclaredRoleError(`${keyOf(route)} declares no role: see needs() in authorize.ts.`);
  }
  return declared;
}

/**
 * Lets in who is signed in and has the role of the route. A path that is not there is told to viewers alone.
 *
 * @param needed the routes' roles, asked with each request, since routes are added after their middleware
 */
export function authorize(
  signIn: SignIn,
  needed: () => ReadonlyMap<string, Role>,
): MiddlewareHandler<SignedIn> {
  return async (c, next) => {
    const changes = !["GET", "HEAD", "OPTIONS"].includes(c.req.method);
    const person = await signIn(c.req.header("authorization"), { changes });
    if (person.role === undefined) {
      const detail = `You are signed in, but in none of the groups ${roles.join(", ")}. Ask an admin.`;
      return problem(c, 403, "In no group", detail);
    }
    for (const route of matchedRoutes(c)) {
      const role = needed().get(keyOf(route)) ?? "viewer";
      if (!may(person, role)) {
        const detail = `This needs the role ${role}, and yours is ${person.role}.`;
        return problem(c, 403, "Not allowed", detail);
      }
    }
    c.set("person", person);
    return next();
  };
}

/** How a route is named in such tables. */
export function keyOf({ method, path }: { method: string; path: string }): string {
  return `${method.toUpperCase()} ${path}`;
}
