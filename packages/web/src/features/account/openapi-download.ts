import { parseResponse } from "hono/client";
import { api } from "../../api/client.ts";
import { saveFile } from "../../text/save-file.ts";

/** Saves the API's description. */
export async function downloadOpenApi(): Promise<void> {
  const description = await parseResponse(api["openapi.json"].$get());
  saveFile("snapback-openapi.json", "application/json", JSON.stringify(description, null, 2));
}
