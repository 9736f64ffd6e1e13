import * as z from "zod";
import { AwsError } from "../aws-error.ts";
import { operationTable, type Service } from "../operation.ts";
import { awsJson } from "../protocols/aws-json.ts";

const putEvents = z.object({
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

/** Amazon EventBridge. Its events are not kept here: they go to whoever runs the sandbox. */
export const eventBridge: Service = {
  name: "events",
  eventSource: "events.amazonaws.com",
  protocol: awsJson("1.1"),
  operations: operationTable([
    {
      name: "PutEvents",
      readOnly: false,
      // A data event: a trail has it only if told so.
      recorded: false,
      prepare(input, { region }) {
        const parsed = putEvents.safeParse(input);
        if (!parsed.success) {
          const problems = z.prettifyError(parsed.error);
          throw new AwsError("ValidationException", `1 validation error detected: ${problems}`);
        }
        return {
          requestParameters: null,
          dryRun: false,
          async forward(put) {
            const entries = await put(parsed.data.Entries, region);
            return {
              FailedEntryCount: entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
              Entries: entries.map((entry) => ({ ...entry })),
            };
          },
        };
      },
      responseElements: () => null,
    },
  ]),
};
