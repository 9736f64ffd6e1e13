import { createRoute, z } from "@hono/zod-openapi";
import { needs } from "./authorize.ts";
import {
  DetectionList,
  FindingDetail,
  FindingPage,
  FindingQuery,
  Health,
  OpenApiDocument,
  Problem,
  RecordText,
} from "./schema.ts";

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  content: { "application/json": { schema } },
  description,
});
const refused = (description: string) => ({
  content: { "application/problem+json": { schema: Problem } },
  description,
});
/** What any request can be answered with. */
const refusals = {
  401: refused("No access token, or none that is valid"),
  403: refused("Signed in, but without the role that this needs"),
  503: refused("Sign-in can't be checked now"),
};

export const health = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/health",
  summary: "Is the API up, and for which account?",
  responses: { ...refusals, 200: json(Health, "It is") },
});

export const describeApi = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/openapi.json",
  summary: "This description",
  responses: { ...refusals, 200: json(OpenApiDocument, "An OpenAPI 3.1 document") },
});

export const listFindings = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/findings",
  summary: "Findings, latest first, a page at a time",
  request: { query: FindingQuery },
  responses: {
    ...refusals,
    200: json(FindingPage, "A page"),
    400: refused("A filter, limit or cursor that can't be used"),
  },
});

export const getFinding = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/findings/{id}",
  summary: "One finding with its plans, the calls that showed it, and what was done",
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { ...refusals, 200: json(FindingDetail, "The finding"), 404: refused("No such finding") },
});

export const getRecord = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/findings/{id}/records/{eventId}",
  summary: "The CloudTrail record of one call that showed the violation",
  request: { params: z.object({ id: z.string().max(100), eventId: z.string().max(200) }) },
  responses: { ...refusals, 200: json(RecordText, "The record"), 404: refused("No such finding or call") },
});

export const listDetections = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/detections",
  summary: "The catalogue of detections",
  responses: { ...refusals, 200: json(DetectionList, "All of them") },
});
