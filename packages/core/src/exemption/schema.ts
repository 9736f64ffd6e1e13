import * as z from "zod";
import { Party } from "../person/party.ts";

/** ARNs, with `*` for any characters and `?` for one. One that fits every ARN there is says nothing. */
const ArnPattern = z
  .string()
  .min(1)
  .max(2048)
  .refine((pattern) => !/^(arn:)?[*?:]*$/.test(pattern), { error: "fits every ARN: name more of it" });

/**
 * What is left alone. Every part that is there has to hold; of the parts there is at least one, so that nothing exempts
 * everything.
 */
export type Scope = z.infer<typeof Scope>;
export const Scope = z
  .strictObject({
    finding: z.string().max(100).optional().describe("A finding's id: one violation and no other"),
    detection: z.string().max(100).optional().describe("A detection's id"),
    resource: ArnPattern.optional().describe(
      "The resource's ARN; `*` stands for any characters, `?` for one",
    ),
    account: z
      .string()
      .regex(/^\d{12}$/, "is no account id")
      .optional(),
    principal: ArnPattern.optional().describe(
      "The ARN of the user, or of the role behind a session, with `*` and `?`; never a session's name, which whoever assumes the role chooses freely",
    ),
    cidr: z
      .union([z.cidrv4(), z.cidrv6()], { error: "is no range in CIDR notation, such as 203.0.113.0/24" })
      .optional()
      .describe("A range in CIDR notation: exempts what is open to no more than this range"),
    ports: z
      .strictObject({ from: z.int().min(0).max(65_535), to: z.int().min(0).max(65_535) })
      .optional()
      .describe("Exempts what opens no port outside these"),
    tag: z
      .strictObject({ key: z.string().min(1).max(128), value: z.string().max(256) })
      .optional()
      .describe(
        "A tag of the resource, whose key the operator has listed: whoever may set it can exempt himself",
      ),
  })
  .refine((scope) => Object.values(scope).some((part) => part !== undefined), {
    error: "says nothing of what it exempts: name at least one of its parts",
  })
  .refine(({ ports }) => ports === undefined || ports.from <= ports.to, {
    error: "its ports end before they begin",
  });

export type Exemption = z.infer<typeof Exemption>;
export const Exemption = z.object({
  id: z.string(),
  scope: Scope,
  reason: z.string(),
  by: Party,
  madeAt: z.iso.datetime(),
  until: z.iso.datetime(),
  /** The decision to undo that it was made for: it exempts nothing before that is followed. */
  undo: z.string().optional(),
  /** That a person ended it before its time. */
  ended: z.object({ by: Party, at: z.iso.datetime(), reason: z.string() }).optional(),
});

/** What exemptions look at. */
export interface Exemptable {
  findingId: string;
  detection: string;
  resource: string;
  account: string;
  /** Of everyone whose call showed it in this episode: all have to be exempt. `undefined` for one whose call names none. */
  principals: readonly (string | undefined)[];
  exposure?:
    | { cidr?: string | undefined; protocol: string; ports?: { from: number; to: number } | undefined }
    | undefined;
  /** The resource's tags; `undefined` where nobody has looked: then no exemption by tag holds. */
  tags?: Readonly<Record<string, string>> | undefined;
  /** Decisions about it that were followed. */
  followed: readonly string[];
}
