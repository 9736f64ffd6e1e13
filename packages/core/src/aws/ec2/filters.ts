import * as z from "zod";

/** What a Describe call of EC2 is narrowed by. A filter's value may be a pattern (`*`, `?`), and there may be 200 of them. */
export const Filters = z.array(z.object({ Name: z.string(), Values: z.array(z.string()) }));
