import { createRoute, z } from "@hono/zod-openapi";
import { JsonObject } from "@snapback/core/json";
import { AccountId, Mode } from "@snapback/core/settings/config";
import { needs } from "../authorize.ts";
import {
  body,
  changeRefusals,
  IdempotencyKey,
  id,
  json,
  keyUsed,
  missing,
  Reason,
  refusals,
  refused,
} from "../description.ts";
import { example } from "../examples.ts";
import { pausedExample, settingsExample } from "./examples.ts";
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
    values: JsonObject.nullable().describe(
      "All of them: what is left out has the detection's own default. null takes what was chosen back, and what was deployed holds again",
    ),
    version: Version,
  })
  .openapi("ParametersChange");

const changed = { ...changeRefusals, 200: json(SettingsView, "As they are now", settingsExample) };
const conflict = refused("The settings are of another version by now, which the problem names", [
  "Changed meanwhile",
  "the settings are at version 4 now, no longer at 3: look at them again before you change them",
  { version: 4 },
]);
const reused = refused("The key was used for another request", keyUsed);
const noDetection = missing("No such detection", "detection ec2-sg-ingres-world");
const Detection = z.object({ id: id("The detection's id", example.detection) });

export const getSettings = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/settings",
  operationId: "getSettings",
  tags: ["Settings"],
  summary: "Modes, parameters, cap and pause, as they hold now",
  description:
    "What people have changed, over what the operator deployed, over each detection's own defaults. The `version` is what a change of them names.",
  responses: { ...refusals, 200: json(SettingsView, "As they are now", settingsExample) },
});

export const pause = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/pause",
  operationId: "pause",
  tags: ["Settings"],
  summary: "Stop every automatic change, from its next step on",
  description:
    "Findings go on. What would have been done automatically waits for approval until somebody resumes. Without a key, a request that is sent again pauses anew: also where somebody has resumed meanwhile.",
  request: { headers: IdempotencyKey, body: body(Pause, { reason: "A migration is under way." }) },
  responses: { ...changed, 200: json(SettingsView, "As they are now", pausedExample), 409: reused },
});

export const resume = createRoute({
  ...needs("responder"),
  method: "post",
  path: "/api/resume",
  operationId: "resume",
  tags: ["Settings"],
  summary: "Let automatic changes go on",
  description:
    "Ends a pause, whether a person's or one that fell by itself; the changes of the hour are counted anew. What waits for approval goes on waiting. Where nothing is paused it changes nothing. Without a key, a request that is sent again also ends a pause that somebody has begun meanwhile.",
  request: { headers: IdempotencyKey, body: body(Resume, { reason: "The migration is done." }) },
  responses: { ...changed, 409: reused },
});

export const changeCap = createRoute({
  ...needs("admin"),
  method: "put",
  path: "/api/settings/cap",
  operationId: "changeCap",
  tags: ["Settings"],
  summary: "Change how many automatic changes may be made within an hour",
  request: { body: body(Cap, { automaticChangesPerHour: 50, version: 3 }) },
  responses: { ...changed, 409: conflict },
});

export const changeMode = createRoute({
  ...needs("admin"),
  method: "put",
  path: "/api/detections/{id}/mode",
  operationId: "changeMode",
  tags: ["Settings"],
  summary: "Change what is done about what a detection finds",
  request: {
    params: Detection,
    body: body(ModeChange, { mode: "approve", account: "111122223333", version: 3 }),
  },
  responses: { ...changed, 404: noDetection, 409: conflict },
});

export const changeParameters = createRoute({
  ...needs("admin"),
  method: "put",
  path: "/api/detections/{id}/parameters",
  operationId: "changeParameters",
  tags: ["Settings"],
  summary: "Change a detection's parameters",
  description:
    "They are checked by the detection's own schema, which `GET /api/settings` has as JSON Schema.",
  request: {
    params: Detection,
    body: body(ParametersChange, { values: { tcpPorts: [80, 443, 8443] }, version: 3 }),
  },
  responses: { ...changed, 404: noDetection, 409: conflict },
});
