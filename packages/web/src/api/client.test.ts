import { expect, it, onTestFinished } from "vitest";
import { api, patience, sendBy } from "./client.ts";

it("sends every request the way that it was told last", async () => {
  onTestFinished(() => sendBy((input, init) => fetch(input, init)));
  const sent: unknown[] = [];
  sendBy(async (input, init) => {
    sent.push([input, init?.method, init?.signal instanceof AbortSignal]);
    return Response.json({ status: "ok" });
  });
  const { signal } = new AbortController();
  await api.health.$get({}, patience(signal));
  await api.findings[":id"].$get({ param: { id: "fnd_1" } }, patience(signal));
  expect(sent).toEqual([
    ["/api/health", "GET", true],
    ["/api/findings/fnd_1", "GET", true],
  ]);
});
