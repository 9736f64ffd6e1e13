import * as z from "zod";
import { type Grant, operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmacie.html

/** AWS limits these to no resource. */
const anywhere = (name: string): [Grant] => [{ action: `macie2:${name}`, resources: ["*"] }];
const Status = z.enum(["ENABLED", "PAUSED"]);

export const Session = z.object({
  findingPublishingFrequency: z.enum(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"]).optional(),
});

export const operations = {
  GetMacieSession: operation({ input: z.object({}), changes: false, grants: anywhere("GetMacieSession") }),
  EnableMacie: operation({
    input: Session.extend({ status: Status }),
    changes: true,
    grants: anywhere("EnableMacie"),
  }),
  UpdateMacieSession: operation({
    input: z.object({ status: Status }),
    changes: true,
    grants: anywhere("UpdateMacieSession"),
  }),
  DisableMacie: operation({ input: z.object({}), changes: true, grants: anywhere("DisableMacie") }),
};
