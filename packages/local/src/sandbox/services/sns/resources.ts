import { createHash } from "node:crypto";
import * as z from "zod";
import { kind } from "../../table.ts";

const topic = z.object({
  /** Its ARN. */
  id: z.string(),
  /** The topic's policy, as JSON. */
  policy: z.string(),
  tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
});
export type Topic = z.output<typeof topic>;
export const topics = kind("topics", topic);

/** A queue that gets what is published to a topic. */
const subscription = z.object({
  /** Its ARN: the topic's, a colon, a UUID. */
  id: z.string(),
  topicArn: z.string(),
  queueArn: z.string(),
  rawMessageDelivery: z.boolean(),
  deadLetterTargetArn: z.string().optional(),
});
export type Subscription = z.output<typeof subscription>;
export const subscriptions = kind("subscriptions", subscription);

/** The topic's ARN and a UUID, which is always the same for a queue: to subscribe it twice is to do so once. */
export function subscriptionArn(topicArn: string, queueArn: string): string {
  const hash = createHash("sha256").update(`${topicArn} ${queueArn}`).digest("hex");
  return `${topicArn}:${hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5")}`;
}
