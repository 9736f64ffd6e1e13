import { parseResponse } from "hono/client";
import { api } from "../../api/client.ts";

/** Saves the API's description. A plain link would not bring the person's access token. */
export async function downloadOpenApi(): Promise<void> {
  const description = await parseResponse(api["openapi.json"].$get());
  const text = JSON.stringify(description, null, 2);
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "snapback-openapi.json";
  link.click();
  URL.revokeObjectURL(url);
}
