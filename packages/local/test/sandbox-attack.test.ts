import { openSdk } from "@snapback/core/attack/sdk";
import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import { expect, it } from "vitest";
import { AccountView } from "../src/api/account/view.ts";
import { AttackRun } from "../src/api/attacks/attempt.ts";
import { sandboxApi } from "../src/api/sandbox-api.ts";
import { testLaptop } from "./test-laptop.ts";

/* An attack that somebody starts from the console, through the real handlers, to the finding that the console waits for. */

it("an attack leads to a finding which names its call, and to an account that is safe again", async () => {
  const laptop = await testLaptop();
  const api = sandboxApi({
    ...laptop,
    detections: [ingressWorld],
    connect: (region) => openSdk({ endpoint: laptop.aws.url, region }),
    now: () => new Date(),
  });
  const marked = async () => {
    const { services } = AccountView.parse(await (await api.request("/api/sandbox/account")).json());
    const kinds = services.flatMap(({ kinds: those }) => those);
    return kinds.find(({ kind }) => kind === "security-groups")?.marked;
  };
  await laptop.call("POST", "/pause", { reason: "to look at it" });
  const answer = await api.request("/api/sandbox/attacks/open-ssh", { method: "POST" });
  const run = AttackRun.parse(await answer.json());
  const waiting = await laptop.reaches("awaiting-approval");
  expect(run.steps.map(({ eventId }) => eventId)).toContain(waiting.latest.eventId);
  expect(Date.parse(waiting.opened.seenAt)).toBeGreaterThanOrEqual(Date.parse(run.startedAt));
  expect(await marked()).toBe(1);

  await laptop.call("POST", `/findings/${waiting.id}/approve`, { proposal: waiting.proposal?.id });
  await laptop.reaches("remediated");
  expect(await marked()).toBe(0);
});
