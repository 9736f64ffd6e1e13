import { awsFailure, awsWords } from "../aws/error.ts";
import { keepGood } from "../baseline/keep.ts";
import type { Detection, Inspection } from "../detections/define.ts";
import type { Finding } from "../finding/schema.ts";
import { bounded } from "./bound.ts";
import { CallError } from "./call-error.ts";
import type { Plan } from "./plan.ts";
import type { Responder } from "./responder.ts";

type Response = NonNullable<Detection["response"]>;

/** EC2 and IAM reads lag behind writes by up to some seconds, so what did not take is looked at again. */
const WAITS_MS = [0, 50, 100, 200, 400, 800, 1600, 3200];
/** A group holds a thousand rules at most; what is good of them is kept this far. */
const BASELINES = 50;

/** What a look has shown, and when it began: what changed since then is later. */
export type Seen = Inspection & { at: Date };

/** A way to look at the resource of a finding as it is now, as often as it takes. */
export function lookAt(finding: Finding, response: Response, responder: Responder): () => Promise<Seen> {
  const { account, region, detection, resource, evidence } = finding;
  const live = responder.live(region);
  const baseline = (of: string, aspect: string) =>
    responder.baselines.get({ account, region, resource: of, aspect });
  return async () => {
    const settings = await responder.settings();
    const { values } = settings.parameters(detection);
    const at = responder.now();
    try {
      const look = { live, baseline, now: at };
      return { ...bounded(await response.inspect({ resource, evidence }, look, values)), at };
    } catch (error) {
      if (awsFailure(error) === "gone") return { state: { gone: awsWords(error).message }, at };
      throw new CallError("could not look at the resource", { cause: error });
    }
  };
}

/** Is it still wrong, whether or not anything can be done? */
export function isWrong({ plan, stuck }: Inspection): boolean {
  return plan !== undefined || stuck !== undefined;
}

/**
 * Looks until the resource is safe, or wrong in another way than before: then it has come back. `undefined` where it stays as
 * wrong; of what takes minutes to show, after the first look.
 */
export async function lookAfter(
  plan: Plan,
  look: () => Promise<Seen>,
  { settlesWithinMinutes }: Pick<Response, "settlesWithinMinutes">,
  { sleep }: Pick<Responder, "sleep">,
): Promise<Seen | undefined> {
  for (const wait of settlesWithinMinutes === undefined ? WAITS_MS : [0]) {
    if (wait > 0) await sleep(wait);
    const inspection = await look();
    if (!inspection.plan || JSON.stringify(inspection.plan.steps) !== JSON.stringify(plan.steps))
      return inspection;
  }
  return undefined;
}

/** Keeps the good states that were seen, to put a later change back to. */
export async function keepBaselines(
  { account, region }: Finding,
  { baselines = [], at }: Seen,
  { baselines: store }: Responder,
): Promise<void> {
  const seen = { account, region, at: at.toISOString(), source: "respond" as const };
  await keepGood(baselines.slice(0, BASELINES), seen, store, at);
}
