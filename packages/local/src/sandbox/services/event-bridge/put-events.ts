import * as z from "zod";
import type { Operation } from "../../operation.ts";
import { validationError } from "./refusal.ts";

const input = z.object({
  Entries: z
    .array(
      z.object({
        Time: z
          .number()
          .transform((seconds) => new Date(seconds * 1000))
          .optional(),
        Source: z.string().optional(),
        Resources: z.array(z.string()).optional(),
        DetailType: z.string().optional(),
        Detail: z.string().optional(),
        EventBusName: z.string().optional(),
        TraceHeader: z.string().optional(),
      }),
    )
    .min(1)
    .max(10),
});

/** Its events are not kept here: they go to whoever runs the sandbox. */
export const putEvents: Operation = {
  name: "PutEvents",
  readOnly: false,
  // A data event: a trail has it only if told so.
  recorded: false,
  prepare(wire, { region }) {
    const parsed = input.safeParse(wire);
    if (!parsed.success) throw validationError(z.prettifyError(parsed.error));
    const { Entries } = parsed.data;
    return {
      requestParameters: null,
      dryRun: false,
      async forward({ putEvents: put }) {
        const entries = await put(Entries, region);
        return {
          FailedEntryCount: entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
          Entries: entries.map((entry) => ({ ...entry })),
        };
      },
    };
  },
  responseElements: () => null,
};
