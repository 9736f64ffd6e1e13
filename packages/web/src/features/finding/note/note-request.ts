import { parseResponse } from "hono/client";
import { api } from "../../../api/client.ts";

/** Writes it down. With the same key it is the same note, however often it is sent. */
export async function addNote(id: string, text: string, key: string): Promise<unknown> {
  const request = { param: { id }, header: { "Idempotency-Key": key }, json: { text } };
  return parseResponse(api.findings[":id"].notes.$post(request));
}
