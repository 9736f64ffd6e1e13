import type { Pattern } from "@snapback/core/event/pattern";
import * as z from "zod";

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const matcher = z.union([
  scalar,
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ exists: z.boolean() }),
]);

/** The part of EventBridge's patterns that Snapback's own matching knows. */
export const pattern: z.ZodType<Pattern> = z.lazy(() =>
  z.record(z.string(), z.union([z.array(matcher).min(1), pattern])),
);

export const rule = z.object({
  /** The bus, a slash, the name: `default/snapback-laptop-ec2`. */
  id: z.string(),
  bus: z.string(),
  name: z.string(),
  description: z.string().optional(),
  pattern,
  state: z.enum(["ENABLED", "DISABLED"]),
  targets: z.array(z.object({ id: z.string(), arn: z.string(), deadLetterArn: z.string().optional() })),
});
export type Rule = z.output<typeof rule>;

export function ruleId(bus: string, name: string): string {
  return `${bus}/${name}`;
}
