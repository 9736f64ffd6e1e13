import { Pattern } from "@snapback/core/event/pattern";
import * as z from "zod";
import { kind } from "../../table.ts";

const rule = z.object({
  /** The bus, a slash, the name: `default/snapback-laptop-ec2`. */
  id: z.string(),
  bus: z.string(),
  name: z.string(),
  description: z.string().optional(),
  pattern: Pattern,
  state: z.enum(["ENABLED", "DISABLED"]),
  targets: z.array(z.object({ id: z.string(), arn: z.string(), deadLetterArn: z.string().optional() })),
});
export type Rule = z.output<typeof rule>;
export const rules = kind("rules", rule);

export function ruleId(bus: string, name: string): string {
  return `${bus}/${name}`;
}
