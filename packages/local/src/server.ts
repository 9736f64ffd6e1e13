import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import type { ConsoleSettings } from "@snapback/core/deployment/console-settings";
import { contentSecurityPolicy } from "@snapback/core/deployment/content-security-policy";
import { localAuthorization, type Person, type Role, roles } from "@snapback/core/person/person";
import type { Api } from "@snapback/functions/api/app";
import { problem } from "@snapback/functions/api/problem";
import { NotSignedInError, type SignIn } from "@snapback/functions/api/sign-in";
import { type Context, Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** Where `npm run build` puts the console. */
const dist = fileURLToPath(new URL("../../web/dist", import.meta.url));
const index = join(dist, "index.html");

export class ConsoleNotBuiltError extends Error {
  override name = "ConsoleNotBuiltError";
}

/** @throws ConsoleNotBuiltError where there is no console to serve. */
export function requireConsole(): void {
  if (!existsSync(index))
    throw new ConsoleNotBuiltError("The console is not built yet: run `npm run build`.");
}

/**
 * Whoever can reach the laptop's loopback interface has all of its files, too, and may do everything: a local admin. To see
 * what other roles see, a request can ask to be taken for one of theirs.
 */
export const localSignIn: SignIn = async (authorization) => {
  if (authorization === undefined) return localPerson("admin");
  const role = roles.find((known) => authorization === localAuthorization(known));
  if (role === undefined)
    throw new NotSignedInError("On a laptop nobody signs in: send no token, or a local role.");
  return localPerson(role);
};

function localPerson(role: Role): Person {
  return { id: role === "admin" ? "local" : `local-${role}`, name: `local ${role}`, role };
}

const settings: ConsoleSettings = { signIn: { kind: "none" } };
const policy = contentSecurityPolicy([]);

/**
 * The API and the console on one port, for this machine's browser only. Nobody signs in here, so pages from elsewhere are
 * kept out: a request that names another host comes from a page that had its name point here (DNS rebinding), and one
 * whose Origin is another site comes from a page of that site.
 */
export function localSite(api: Api): Hono {
  const site = new Hono();
  site.use(async (c, next) => {
    const { hostname, origin } = new URL(c.req.url);
    if (!["127.0.0.1", "localhost", "[::1]"].includes(hostname)) {
      return kept(c, "Snapback answers on 127.0.0.1 and localhost only.");
    }
    const asking = c.req.header("origin");
    if (asking !== undefined && asking !== origin) {
      return kept(c, "Snapback answers its own console only, and no other site's pages.");
    }
    return next();
  });
  site.use(secureHeaders());
  site.use(async (c, next) => {
    await next();
    c.header("Content-Security-Policy", policy);
  });
  site.all("/api/*", (c) => api.fetch(c.req.raw));
  site.get("/_config/settings.json", (c) => c.json(settings, 200, { "Cache-Control": "no-store" }));
  site.use(
    serveStatic({
      root: dist,
      // Vite names what is in assets/ after its content.
      onFound: (path, c) =>
        c.header(
          "Cache-Control",
          path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        ),
    }),
  );
  // The console's own routes.
  site.get("*", async (c) => c.html(await readFile(index, "utf8"), 200, { "Cache-Control": "no-cache" }));
  return site;
}

/** Keeps somebody out, in the words of the API. */
function kept(c: Context, detail: string): Response {
  return problem(c, 403, "Not from here", detail);
}

/** Serves a site on loopback; rejects with Node's own error where the port can't be had. */
export async function serveLocally(
  site: Hono,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createAdaptorServer({ fetch: site.fetch });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
