import { contentSecurityPolicy } from "@snapback/core/deployment/content-security-policy";
import { localAuthorization, type Role } from "@snapback/core/person/person";
import type { Page } from "playwright-core";
import { CONSOLE, settings, type TestCognito } from "../../src/features/session/test-cognito.ts";
import type { Laptop } from "./laptop.ts";

/**
 * Has a page find the console at `CONSOLE`, as it is deployed: with a user pool to sign in to, and an API that asks who is there. Behind
 * it are the laptop's site and API, and a user pool on loopback.
 *
 * @param role what Snapback lets the person do, as of now; `undefined` for one who is in none of its groups
 */
export async function signInAt(
  page: Page,
  laptop: Laptop,
  cognito: TestCognito,
  role: () => Role | undefined,
): Promise<void> {
  const policy = contentSecurityPolicy([settings.domain]);
  await page.route(`${CONSOLE}/**`, async (route) => {
    const url = new URL(route.request().url());
    if (url.pathname === "/_config/settings.json") return route.fulfill({ json: { signIn: settings } });
    const headers = await route.request().allHeaders();
    if (!url.pathname.startsWith("/api/")) {
      const answer = await route.fetch({ url: laptop.url + url.pathname, headers: {} });
      return route.fulfill({
        response: answer,
        headers: { ...answer.headers(), "content-security-policy": policy },
      });
    }
    const { authorization = "" } = headers;
    const known = await cognito.fetch(url, { headers: { authorization } });
    if (known.status === 401) return route.fulfill({ status: 401, json: { status: 401 } });
    const now = role();
    if (now === undefined) return route.fulfill({ status: 403, json: { status: 403 } });
    const { origin, ...passed } = headers;
    const answer = await route.fetch({
      url: laptop.url + url.pathname + url.search,
      headers: { ...passed, authorization: localAuthorization(now) },
    });
    return route.fulfill({ response: answer });
  });
  await page.route(`${settings.domain}/**`, async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    if (url.pathname === "/oauth2/authorize") {
      const back = await cognito.visit(url);
      const body = `<!doctype html><html lang="en"><title>User pool</title><a href="${back.href.replaceAll("&", "&amp;")}">Sign in</a>`;
      return route.fulfill({ contentType: "text/html", body });
    }
    const answer = await cognito.fetch(url, {
      method: request.method(),
      headers: { "content-type": (await request.headerValue("content-type")) ?? "" },
      body: request.postData(),
    });
    return route.fulfill({
      status: answer.status,
      contentType: "application/json",
      headers: { "access-control-allow-origin": CONSOLE },
      body: await answer.text(),
    });
  });
}
