import { normalizeCidr } from "cidr-tools";
import * as z from "zod";
import { AwsError } from "../../aws-error.ts";

const blocks = { IPv4: z.cidrv4(), IPv6: z.cidrv6() };

export type AddressFamily = keyof typeof blocks;

/** EC2 keeps a block by its network address: `1.2.3.4/0` becomes `0.0.0.0/0`, `0:0::/0` becomes `::/0`. */
export function canonicalCidr(text: string, family: AddressFamily): string {
  if (!blocks[family].safeParse(text).success) {
    throw new AwsError("InvalidParameterValue", `CIDR block ${text} is malformed`);
  }
  return normalizeCidr(text);
}
