import * as z from "zod";
import { Party } from "../person/party.ts";

/** That somebody wants a test message on a channel. */
export type ChannelTest = z.infer<typeof ChannelTest>;
export const ChannelTest = z.object({
  id: z.string(),
  channel: z.string(),
  by: Party,
  at: z.iso.datetime(),
});

/** How something was taken: the error is in the channel's own words, which name no URL and no secret. */
const Taken = { outcome: z.enum(["sent", "failed"]), error: z.string().optional() };

/** What became of the latest test. One that is still `sending` long after it was begun was cut off, and is not sent again. */
export type TestReport = z.infer<typeof TestReport>;
export const TestReport = ChannelTest.extend({
  ...Taken,
  outcome: z.enum(["sending", ...Taken.outcome.options]),
  begunAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
});

/** How the latest message fared that told people of something. */
export type DeliveryReport = z.infer<typeof DeliveryReport>;
export const DeliveryReport = z.object({
  ...Taken,
  at: z.iso.datetime(),
  notices: z.int().describe("Of how many it told"),
});

/** What is known of a channel from what was sent on it. */
export interface ChannelReport {
  test?: TestReport;
  delivery?: DeliveryReport;
}
