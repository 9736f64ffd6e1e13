import { ChannelError, TIMEOUT_MS } from "./channel.ts";

export interface Answer {
  status: number;
  /** Of a refusal the beginning of its body, as hostile as the other side likes. */
  text: string;
  retryAfterMs: number | undefined;
}

/** Enough for the word with which Slack says what is wrong. */
const TEXT_BYTES = 200;

/**
 * Posts JSON, and answers what came back, whatever its status. Redirects are not followed: they would carry what is told to
 * somebody whom the operator did not name.
 *
 * @throws ChannelError where there is no answer, or where nothing can be sent to this URL, which the error does not name
 */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs = TIMEOUT_MS,
): Promise<Answer> {
  const target = endpoint(url);
  try {
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "Snapback", ...headers },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return {
      status: response.status,
      text: response.ok ? await nothing(response) : await beginning(response),
      retryAfterMs: retryAfter(response.headers.get("retry-after")),
    };
  } catch (error) {
    throw new ChannelError(`${target.hostname} gave no answer: ${reasonOf(error)}`, { cause: error });
  }
}

/** Who listens in on plain HTTP would know what is open before it is closed. */
function endpoint(text: string): URL {
  const refused = (why: string) => new ChannelError(`the webhook's URL ${why}`, { permanent: true });
  if (!URL.canParse(text)) throw refused("is none");
  const url = new URL(text);
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) throw refused("is not https");
  // fetch refuses such a URL with an error that has all of it.
  if (url.username !== "" || url.password !== "") throw refused("has a user name or a password in it");
  return url;
}

/** Who took it has: what else they have to say must not make it a failure. */
async function nothing(response: Response): Promise<string> {
  await response.body?.cancel();
  return "";
}

async function beginning(response: Response): Promise<string> {
  if (!response.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop lets go of the rest, which may never end.
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= TEXT_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, TEXT_BYTES).toString("utf8");
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = /^[A-Z][a-z]{2}/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

/** fetch says only that it failed, and what stopped it in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "it took too long";
  const { cause } = error;
  const code: unknown = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (typeof code === "string") return code;
  return cause instanceof Error ? cause.message : error.message;
}
