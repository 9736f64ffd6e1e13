import { expect, it } from "vitest";
import { violations } from "./browser/axe.ts";
import { narrow, openPage, wide } from "./browser/page.ts";
import { screenshot } from "./browser/screenshot.ts";
import { laptopOfFile } from "./laptop-of-file.ts";

const laptop = laptopOfFile(async (l) => {
  await l.ask("POST", "/pause", {
    reason: "A migration of the payments database is under way, until about noon.",
  });
});
const by = { kind: "person", name: "admin@example.com", id: "1" };
const ago = (s: number) => new Date(Date.now() - s * 1000).toISOString();
const body = () => ({
  gatherSeconds: 20,
  channels: [
    {
      name: "slack",
      threshold: "high",
      secrets: [{ name: "SlackWebhook", set: true }],
      lacks: [],
      test: {
        id: "t",
        by,
        at: ago(100),
        begunAt: ago(99),
        endedAt: ago(98),
        outcome: "failed",
        error: "Slack answered 404 no_service",
      },
      delivery: { at: ago(4000), outcome: "sent", notices: 3 },
    },
    {
      name: "email",
      threshold: "critical",
      secrets: [],
      lacks: [],
      addresses: 2,
      emailAddresses: ["on-call@example.com", "security@example.com"],
      test: { id: "t", by, at: ago(10), begunAt: ago(9), outcome: "sending" },
    },
    {
      name: "webhook",
      threshold: "high",
      secrets: [
        { name: "NoticeWebhookUrl", set: true },
        { name: "NoticeWebhookSecret", set: false },
      ],
      lacks: ["the secret NoticeWebhookSecret"],
      delivery: {
        at: ago(400),
        outcome: "failed",
        notices: 1,
        error: "the webhook has no secret to sign with",
      },
    },
  ],
});
it.each([
  ["wide", wide],
  ["narrow", narrow],
] as const)("look %s", async (width, viewport) => {
  const { page, visit, show } = await openPage(laptop().url, { viewport });
  await page.route("**/api/channels", (route) => route.fulfill({ json: body() }));
  await visit("/settings");
  for (const theme of ["light", "dark"] as const) {
    await show(theme);
    await screenshot(page, `zz ${width} ${theme}`);
    expect(await violations(page), theme).toEqual([]);
  }
  await page.getByRole("main").getByRole("button", { name: "Resume", exact: true }).last().click();
  await screenshot(page, `zz dialog ${width}`);
  expect(await violations(page)).toEqual([]);
});
