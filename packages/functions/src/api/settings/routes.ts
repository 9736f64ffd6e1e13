import { createRoute, z } from "@hono/zod-openapi";
import { JsonObject } from "@snapback/core/json";
import { AccountId, Mode } from "@snapback/core/settings/config";
import { needs } from "../authorize.ts";
import { body, changeRefusals, json, Reason, refusals, refused } from "../description.ts";
import { SettingsView } from "./view.ts";

const Version = z.int().min(0).describe("The version of the settings that the change was made of");
const Pause = z.strictObject({ reason: Reason }).openapi("Pause");
const Resume = z.strictObject({ reason: Reason.optional() }).openapi("Resume");
const Cap = z
  .strictObject({
    automaticChangesPerHour: z.int().min(0).describe("0: nothing is changed without a person"),
    version: Version,
  })
  .openapi("Cap");
const ModeChange = z
  .strictObject({
    mode: Mode.nullable().describe("null takes the choice back, and what was deployed holds again"),
    account: AccountId.optional().describe("Only for this account"),
    version: Version,
  })
  .openapi("ModeChange");
const ParametersChange = z
  .strictObject({
    values: JsonObject.describe("All of them: what is left out has the detection's own default"),
    version: Version,
  })
  .openapi("ParametersChange");

const changed = { ...changeRefusals, 200: json(SettingsView, "As they are now") };
const conflict = refused("The settings are of another version by now, which the problem names");
const Detection = z.object({ id: z.string().max(100).describe("The detection's id") });

export const getSettings = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/settings",
  summary: "Modes, parameters, cap and pause, as they hold now",
  responses: { ...refusals, 200: json(SettingsView, "As they are now") },
});

export const pause = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/pause",
  summary: "Stop every automatic change, from its next step on",
  description:
    "Findings go on. What would have been done automatically waits for approval until somebody resumes.",
  request: { body: body(Pause, { reason: "A migration is under way." }) },
  responses: changed,
});

export const resume = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/resume",
  summary: "Let automatic changes go on",
  description:
    "Ends a pause, whether a person's or one that fell by itself; the changes of the hour are counted anew. What waits for approval goes on waiting.",
  request: { body: body(Resume, { reason: "The migration is done." }) },
  responses: changed,
});

export const changeCap = createRoute({
  ...needs("admin"),
  method: "put",
  path: "/api/settings/cap",
  summary: "Change how many automatic changes may be made within an hour",
  request: { body: body(Cap, { automaticChangesPerHour: 50, version: 3 }) },
  responses: { ...changed, 409: conflict },
});

export const changeMode = createRoute({
  ...needs("admin"),
  method: "put",
  path: "/api/detections/{id}/mode",
  summary: "Change what is done about what a detection finds",
  request: {
    params: Detection,
    body: body(ModeChange, { mode: "approve", account: "111122223333", version: 3 }),
  },
  responses: { ...changed, 404: refused("No such detection"), 409: conflict },
});

export const changeParameters = createRoute({
  ...needs("admin"),
  method: "put",
  path: "/api/detections/{id}/parameters",
  summary: "Change a detection's parameters",
  description:
    "They are checked by the detection's own schema, which `GET /api/settings` has as JSON Schema.",
  request: {
    params: Detection,
    body: body(ParametersChange, { values: { tcpPorts: [80, 443, 8443] }, version: 3 }),
  },
  responses: { ...changed, 404: refused("No such detection"), 409: conflict },
});
