import { z } from "@hono/zod-openapi";
import { ChannelTest, DeliveryReport, TestReport } from "@snapback/core/channel/schema";
import { type ChannelSetup, lacks } from "@snapback/core/channel/setup";
import { may, type Person } from "@snapback/core/person/person";
import { Config } from "@snapback/core/settings/config";
import type { ApiDeps } from "../deps.ts";

const ChannelView = z
  .object({
    name: z.string(),
    threshold: Config.shape.notices.shape.slack.describe(
      "From which severity on it tells people; `off` for never. The operator's choice",
    ),
    secrets: z
      .array(z.object({ name: z.string(), set: z.boolean() }))
      .describe("What it is reached by: the names of the secrets, and whether somebody has set them"),
    lacks: z.array(z.string()).describe("What has to be set before it leads anywhere, in words"),
    addresses: z.int().optional().describe("How many addresses it mails, where it does"),
    emailAddresses: z.array(z.string()).optional().describe("Which ones: only admins see that"),
    test: TestReport.omit({ channel: true })
      .optional()
      .describe("The latest test. One that is still `sending` a minute later was cut off"),
    delivery: DeliveryReport.optional().describe("The latest message that told people of something"),
  })
  .openapi("Channel");

export const ChannelsView = z
  .object({
    channels: z.array(ChannelView),
    gatherSeconds: z.int().describe("For how long notices wait for others that go into the same message"),
  })
  .openapi("Channels");

export const TestAsked = z
  .object({ test: ChannelTest.describe("What becomes of it is in `GET /api/channels` within moments") })
  .openapi("TestAsked");

/** A channel as this person may see it. */
export async function channelView(
  setup: ChannelSetup,
  person: Person,
  channelReports: ApiDeps["channelReports"],
): Promise<z.output<typeof ChannelView>> {
  const { name, threshold, secrets, emailAddresses } = setup;
  const { test, delivery } = await channelReports.of(name);
  return {
    name,
    threshold,
    secrets: secrets.map((secret) => ({ ...secret })),
    lacks: lacks(setup),
    ...(emailAddresses && { addresses: emailAddresses.length }),
    ...(emailAddresses && may(person, "admin") && { emailAddresses: [...emailAddresses] }),
    ...(test && { test: withoutChannel(test) }),
    ...(delivery && { delivery }),
  };
}

function withoutChannel({ channel: _, ...test }: TestReport): Omit<TestReport, "channel"> {
  return test;
}
