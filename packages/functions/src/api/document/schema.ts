import { z } from "@hono/zod-openapi";
import { Json, JsonObject } from "@snapback/core/json";
import { roles } from "@snapback/core/person/person";

/** An OpenAPI document, as far as a reader of it relies on something: the console shows the API's reference from it. */

const Media = z.looseObject({
  schema: JsonObject.optional(),
  example: Json.optional(),
  examples: z.record(z.string(), z.looseObject({ summary: z.string(), value: Json })).optional(),
});

const Parameter = z.looseObject({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: JsonObject.optional(),
});

const Answer = z.looseObject({
  $ref: z.string().optional(),
  description: z.string().optional(),
  content: z.record(z.string(), Media).optional(),
});

const Operation = z.looseObject({
  operationId: z.string().optional(),
  tags: z.array(z.string()).optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  "x-role": z.enum(roles),
  parameters: z.array(Parameter).optional(),
  requestBody: z
    .looseObject({ required: z.boolean().optional(), content: z.record(z.string(), Media) })
    .optional(),
  responses: z.record(z.string(), Answer).describe("By status; what several have is among the components"),
});

export const OpenApiDocument = z
  .looseObject({
    openapi: z.string(),
    info: z.looseObject({ title: z.string(), version: z.string(), description: z.string() }),
    tags: z.array(z.looseObject({ name: z.string(), description: z.string() })),
    paths: z.record(z.string(), z.record(z.string(), Operation)),
    components: z.looseObject({
      schemas: z.record(z.string(), JsonObject),
      responses: z.record(z.string(), Answer).optional(),
    }),
    "x-problems": z
      .array(
        z.object({
          type: z.string(),
          title: z.string(),
          status: z.int(),
          means: z.string(),
        }),
      )
      .describe("The kinds of problems"),
  })
  .openapi("OpenApiDocument", { type: "object" });
