import { createServer, type ServerResponse } from "node:http";
import * as z from "zod";
import { type Evaluated, EvaluationError, evaluate } from "./evaluate.ts";
import { type StageName, stages } from "./stages.ts";

/*
 * To evaluate a stage takes seconds, and the tests that look at it are spread over the workers: they ask for it where all of
 * them can reach it, and it is evaluated once, when somebody asks for any.
 */

const Bundle = z.object({
  folder: z.string(),
  entry: z.string(),
  bytes: z.number(),
  loadedBytes: z.number(),
  files: z.array(z.string()),
});

/** As it goes over the wire. */
const Sent = z
  .object({
    resources: z.array(
      z.object({ type: z.string(), name: z.string(), inputs: z.record(z.string(), z.unknown()) }),
    ),
    outputs: z.record(z.string(), z.unknown()),
    app: z.record(z.string(), z.unknown()),
    bundles: z.array(z.tuple([z.string(), Bundle])),
  })
  .transform(({ bundles, ...graph }) => ({ ...graph, bundles: new Map(bundles) }));

/** Answers `/<stage>` with what a deploy would make of it, and with 500 and the reason where its program fails. */
export async function serveEvaluations() {
  const evaluated = new Map<string, Promise<Evaluated>>();
  const byName = new Map<string, (typeof stages)[StageName]>(Object.entries(stages));

  function once(stage: string): Promise<Evaluated> {
    // Whoever asks for one is followed by others who ask for the rest, and would wait for them one after the other.
    for (const [name, options] of byName) {
      const known = evaluated.get(name) ?? evaluate(options);
      // Nobody may ask for it, after all.
      known.catch(() => undefined);
      evaluated.set(name, known);
    }
    const wanted = evaluated.get(stage);
    if (wanted === undefined) throw new EvaluationError(`the tests know no stage ${stage}`);
    return wanted;
  }

  async function answer(stage: string, response: ServerResponse): Promise<void> {
    try {
      const { bundles, ...graph } = await once(stage);
      response.end(JSON.stringify({ ...graph, bundles: [...bundles] }));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  }

  const server = createServer(({ url = "" }, response) => void answer(url.slice(1), response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** The program may be another one by now. */
    forget: () => evaluated.clear(),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Asks the server at `url` for a stage. @throws EvaluationError where its program fails */
export async function evaluatedBy(url: string, stage: StageName): Promise<Evaluated> {
  const answer = await fetch(`${url}/${stage}`);
  if (!answer.ok) throw new EvaluationError(await answer.text());
  return Sent.parse(await answer.json());
}
