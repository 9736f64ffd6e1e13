import type { Page, Request } from "playwright-core";

/** Makes an uncaught error of what is only told to whoever listens. */
const watch = () => {
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => {
    throw new Error(`CSP: ${violatedDirective} against ${blockedURI} (${sourceFile})`);
  });
};

/**
 * Keeps what goes wrong on a page: whatever its console says as a warning or an error, errors and promises that nobody caught,
 * violations of the Content-Security-Policy, requests that fail or that go elsewhere, answers with an error, and dialogs, which
 * the console never opens.
 */
export async function watchTroubles(page: Page, origins: readonly string[]): Promise<readonly string[]> {
  const troubles: string[] = [];
  await page.addInitScript(watch);
  page.on("console", (message) => {
    const type = message.type();
    if (type === "error" || type === "warning")
      troubles.push(`console ${type}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => troubles.push(`uncaught ${error.stack ?? error.message}`));
  page.on("dialog", (dialog) => {
    troubles.push(`dialog ${dialog.type()}: ${dialog.message()}`);
    // It is gone already where the page is.
    dialog.dismiss().catch(() => undefined);
  });
  page.on("request", (request) => {
    if (![...origins, "data:", "blob:"].some((own) => request.url().startsWith(own)))
      troubles.push(`request to elsewhere: ${named(request)}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "no reason";
    // The page itself gave it up, or was left.
    if (why !== "net::ERR_ABORTED") troubles.push(`failed: ${named(request)}: ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`answer ${response.status()}: ${named(response.request())}`);
  });
  return troubles;
}

function named(request: Request): string {
  return `${request.method()} ${request.url()}`;
}
