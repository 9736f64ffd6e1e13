import { createServer } from "node:http";
import { type LiveAccount, openAccount } from "../src/aws/account.ts";
import { place } from "./s3-account.ts";

/**
 * A live account whose answers are texts, behind the real SDK: for answers that the sandbox does not give.
 *
 * @param answer the body for what is asked: an operation's name, or method and path: "GET /web/?location="
 */
export async function openS3Answers(
  answer: (call: string) => string | undefined,
): Promise<{ live: LiveAccount; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const [, operation] = String(request.headers["x-amz-target"] ?? "").split(".");
    const said = answer(operation ?? `${request.method} ${request.url}`);
    response.statusCode = said === undefined ? 501 : 200;
    response.end(said ?? "<Error><Code>NotImplemented</Code></Error>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has a port");
  const endpoint = `http://127.0.0.1:${address.port}`;
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  return {
    live: openAccount({ endpoint, credentials, maxAttempts: 1 })(place.region),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
