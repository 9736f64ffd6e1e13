import * as z from "zod";

/** What the functions are told by their environment: what `infra/` sets, and what Lambda does. */
const Environment = z.object({
  AWS_REGION: z.string(),
  SNAPBACK_ACCOUNT: z.string().regex(/^\d{12}$/),
  SNAPBACK_BUS: z.string(),
  SNAPBACK_FINDINGS_TABLE: z.string(),
});

/** Read when a function starts, so that a missing variable is an error then, and not with the first violation. */
export const environment = Environment.parse(process.env);
