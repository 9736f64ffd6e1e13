import { queryOptions } from "@tanstack/react-query";
import { DetailedError, type InferResponseType, parseResponse } from "hono/client";
import { patience } from "../../api/client.ts";
import { sandboxApi } from "./sandbox-client.ts";

export type AttackList = InferResponseType<typeof sandboxApi.attacks.$get, 200>;
export type Attack = AttackList["attacks"][number];

type Start = (typeof sandboxApi.attacks)[":name"]["$post"];
export type AttackRun = InferResponseType<Start, 200>;

/** What came of an attack's calls: all were made, or one was refused. */
export interface Attempted {
  run: AttackRun;
  /** What AWS said against it. */
  refused?: string | undefined;
}

/** They are part of the release. */
export function attackList() {
  return queryOptions({
    queryKey: ["sandbox-attacks"],
    queryFn: ({ signal }) => parseResponse(sandboxApi.attacks.$get({}, patience(signal))),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Answers once the calls were made; a call that was refused is an answer, too. */
export async function startAttack(name: string): Promise<Attempted> {
  const answer = await sandboxApi.attacks[":name"].$post({ param: { name }, json: {} });
  if (answer.status !== 409) return { run: await parseResponse(answer) };
  const problem = await answer.json();
  const { run, detail, title, status } = problem;
  if (run) return { run, refused: detail };
  throw new DetailedError(title, { statusCode: status, detail: { data: problem } });
}
