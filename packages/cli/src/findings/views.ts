import type { InferResponseType } from "hono/client";
import type { Client } from "./connection/connection.ts";

/** What the API answers with. */

export type FindingPage = InferResponseType<Client["findings"]["$get"], 200>;
export type FindingSummary = FindingPage["findings"][number];
/** One finding with all that is known of it. */
export type Story = InferResponseType<Client["findings"][":id"]["$get"], 200>;
export type ExemptionView = InferResponseType<Client["exemptions"][":id"]["end"]["$post"], 200>["exemption"];
export type SettingsView = InferResponseType<Client["settings"]["$get"], 200>;
export type ActivityPage = InferResponseType<Client["activity"]["$get"], 200>;
