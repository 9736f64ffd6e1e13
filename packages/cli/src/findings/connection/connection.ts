import type { Api } from "@snapback/functions/api/app";
import type { Command } from "commander";
import { hc } from "hono/client";
import { openTarget, type StageOptions } from "../../stage/command.ts";
import { readDeployment } from "../../stage/deployment.ts";
import { StageError } from "../../stage/problem.ts";
import { answered } from "./answer.ts";
import { openHttp, type Send } from "./http.ts";
import { again, openInvoke } from "./invoke.ts";

/** Which Snapback the command is about. */
export interface Where extends Pick<StageOptions, "stage" | "region" | "laptop"> {
  port: number;
  api?: string;
}

export type Client = ReturnType<typeof clientOf>;

/** The way to one Snapback's API. */
export interface Connection {
  api: Client;
  /** What the API answered. @throws RefusedError, StageError */
  ask: <T>(answer: Promise<T>) => Promise<T>;
  /** The options that lead here, for commands that a person is told to run next. */
  options: string;
  /** How long to wait between looks at what becomes of something. */
  roundMs: number;
}

const ROUND_MS = { near: 100, far: 1_000 };
const TOKEN_NEEDED = "Set SNAPBACK_TOKEN to an access token of the console's sign-in.";

/**
 * The way to the API that the options name.
 *
 * @throws CommanderError where they name none, or two
 * @throws StageError where there is no way
 */
export async function connect(
  command: Command,
  where: Where,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Connection> {
  const { laptop, stage, region, api } = where;
  const named = [laptop, stage, api].filter((one) => one !== undefined);
  if (named.length > 1) command.error("error: --laptop, --stage and --api exclude each other");
  if (named.length === 0)
    command.error("error: which Snapback? --laptop for that of npm start, --stage <name>, or --api <url>");
  if (laptop) {
    const options = where.port === 3000 ? "--laptop" : `--laptop --port ${where.port}`;
    const silence = "Run npm start first, or name its port with --port.";
    // Nobody signs in there, so it gets nobody's token.
    const send = openHttp(undefined, silence);
    return connection(`http://127.0.0.1:${where.port}`, send, {
      options,
      signIn: "",
      roundMs: ROUND_MS.near,
    });
  }
  const token = tokenOf(env.SNAPBACK_TOKEN);
  const expired = `${TOKEN_NEEDED}${token === undefined ? "" : " What it is set to is not accepted."}`;
  const there = { signIn: expired, roundMs: ROUND_MS.far };
  if (stage === undefined) {
    const base = apiBase(command, api ?? "");
    return connection(base, openHttp(token, "Look at --api."), { ...there, options: `--api ${base}` });
  }
  const { target, clients } = await openTarget(command, { stage, awsPort: 0, ...(region && { region }) });
  const deployment = await readDeployment(clients(target.region), target);
  const options = `--stage ${stage}${region === undefined ? "" : ` --region ${region}`}`;
  if (token !== undefined) {
    const send = openHttp(token, `npm run doctor -- ${options} tells whether the stage works.`);
    return connection(apiBase(command, deployment.api), send, { ...there, options });
  }
  const send = await openInvoke(clients(deployment.home), deployment, target);
  return connection("https://api.invalid", send, { options, signIn: again(target), roundMs: ROUND_MS.far });
}

function connection(
  base: string,
  send: Send,
  { signIn, ...rest }: Pick<Connection, "options" | "roundMs"> & { signIn: string },
): Connection {
  return { api: clientOf(base, send), ask: (answer) => answered(answer, signIn), ...rest };
}

function clientOf(base: string, send: Send) {
  return hc<Api>(base, { fetch: send }).api;
}

/** Header values allow no more: https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
function tokenOf(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  if (!/^[\w.~+/-]+=*$/.test(text))
    throw new StageError(`What SNAPBACK_TOKEN is set to is no access token. ${TOKEN_NEEDED}`);
  return text;
}

/** A token is sent there, so what is not this machine has to be reached in secret. */
function apiBase(command: Command, text: string): string {
  if (!URL.canParse(text)) return command.error(`error: --api ${text} is no URL`);
  const url = new URL(text);
  const here = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && here))
    return command.error("error: --api has to begin with https://");
  return `${url.origin}${url.pathname.replace(/(\/api)?\/*$/, "")}`;
}
