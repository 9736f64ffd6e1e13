import type { SandboxApi } from "@snapback/local/api/sandbox-api";
import { hc } from "hono/client";
import { sendAsTold } from "../../api/client.ts";

/** The routes that only a laptop's API has. */
export const sandboxApi = hc<SandboxApi>("/", { fetch: sendAsTold }).api.sandbox;
