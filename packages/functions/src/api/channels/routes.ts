import { createRoute, z } from "@hono/zod-openapi";
import { needs } from "../authorize.ts";
import {
  changeRefusals,
  IdempotencyKey,
  id,
  json,
  keyUsed,
  missing,
  refusals,
  refused,
} from "../description.ts";
import { example } from "../examples.ts";
import { ChannelsView, TestAsked } from "./view.ts";

const asked = { id: "tst_0123456789abcdef01234567", by: example.person, at: "2026-11-23T09:00:00.000Z" };

export const getChannels = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/channels",
  operationId: "listChannels",
  tags: ["Settings"],
  summary: "On which channels people are told, and whether they work",
  description:
    "How each is set up, the latest test of it, and the latest message that told people of something. No secret's value is in it: the API does not know any.",
  responses: {
    ...refusals,
    200: json(ChannelsView, "All of them", {
      channels: [
        {
          name: "slack",
          threshold: "high",
          secrets: [{ name: "SlackWebhook", set: true }],
          lacks: [],
          test: {
            ...asked,
            outcome: "failed",
            error: "Slack answered 404 no_service",
            begunAt: "2026-11-23T09:00:01.000Z",
            endedAt: "2026-11-23T09:00:01.400Z",
          },
          delivery: { at: "2026-11-23T08:00:25.000Z", outcome: "sent", notices: 2 },
        },
        {
          name: "email",
          threshold: "critical",
          secrets: [],
          lacks: ["notices.emailAddresses"],
          addresses: 0,
          emailAddresses: [],
        },
      ],
      gatherSeconds: 20,
    }),
  },
});

export const testChannel = createRoute({
  ...needs("admin"),
  method: "post",
  path: "/api/channels/{name}/test",
  operationId: "testChannel",
  tags: ["Settings"],
  summary: "Send a test message on a channel",
  description:
    "The message says that it is a test, and goes the way of any other. It is sent by the function that has the secrets, within moments; `GET /api/channels` then has the outcome. Of two that are asked for at once, one may stand for both. Without a key, a request that is sent again sends another.",
  request: {
    params: z.object({ name: id("The channel's name", "slack") }),
    headers: IdempotencyKey,
  },
  responses: {
    ...changeRefusals,
    202: json(TestAsked, "Written down, and handed over", { test: { ...asked, channel: "slack" } }),
    404: missing("No such channel", "channel pager"),
    409: refused(
      "The channel is off or not set up, or the key was used for another one",
      ["Not possible now", "slack leads nowhere: set the secret SlackWebhook, and deploy."],
      keyUsed,
    ),
  },
});
