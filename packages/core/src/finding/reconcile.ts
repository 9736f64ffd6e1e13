import { type BusMessage, NOTIFY, type Publish, RECONCILE } from "../bus/message.ts";
import { type Detection, respondingService } from "../detections/define.ts";
import { coveredBy, restingUnder } from "../exemption/concerned.ts";
import { EXEMPTIONS, type ExemptionStore, exemptionOf } from "../exemption/store.ts";
import type { Log } from "../log.ts";
import type { NoticeStore } from "../notice/store.ts";
import type { Entry, Ledger } from "../settings/ledger.ts";
import type { Finding } from "./schema.ts";
import type { FindingStore } from "./store.ts";

/** How many of a kind one run takes on; the rest waits for the next. */
const BATCH = 100;

/** A decision whose message was lost is sent again for so long, and not before its own message had the time to get through. */
const DECISION_KEEP_MS = 3_600_000;
const DECISION_GRACE_MS = 30_000;
/** A run or two sends again what an exemption concerns. */
const EXEMPTION_KEEP_MS = 150_000;

interface Reconcile {
  detections: readonly Detection[];
  findings: FindingStore;
  notices: Pick<NoticeStore, "anyDue">;
  ledger: Pick<Ledger, "since">;
  exemptions: Pick<ExemptionStore, "get">;
  publish: Publish;
  log: Log;
  now: () => Date;
}

/**
 * Sends again what is due: findings whose message was lost, whose responder died, whose approval, exemption or wait has run out;
 * suspects that nobody assessed; people's decisions that nobody followed; what an exemption concerns that was made or ended a moment
 * ago; and that there is something to tell people. Only messages go out; who gets them decides by the tables.
 */
export async function reconcile(deps: Reconcile): Promise<number> {
  const { findings, suspects } = await deps.findings.due(deps.now(), BATCH);
  const messages: BusMessage[] = [];
  for (const finding of findings) {
    // Not due by itself: its latest write may not have told of all that it had to.
    if (finding.dueAt === undefined || finding.dueAt > deps.now().toISOString())
      await deps.findings.settle(finding);
    else messages.push({ type: "finding.due", id: finding.id, service: serviceOf(finding, deps) });
  }
  for (const suspect of suspects)
    messages.push({ type: "suspect.raised", id: suspect.id, service: serviceOf(suspect, deps) });
  const { decided, concerned } = await decidedLately(deps);
  for (const finding of decided)
    messages.push({ type: "finding.decided", id: finding.id, service: serviceOf(finding, deps) });
  for (const finding of concerned)
    messages.push({ type: "finding.due", id: finding.id, service: serviceOf(finding, deps) });
  if (await deps.notices.anyDue(deps.now()))
    messages.push({ type: "notices.due", id: "notices", service: NOTIFY });
  if (messages.length > 0) {
    await deps.publish(messages);
    deps.log.info("reconcile.sent", { messages: messages.length });
  }
  return messages.length;
}

function serviceOf({ detection }: { detection: string }, { detections }: Reconcile): string {
  const declared = detections.find((one) => one.id === detection);
  return (declared && respondingService(declared)) ?? RECONCILE;
}

/**
 * Findings about which a person has decided something that nobody has followed or refused yet, and those that an exemption
 * concerns.
 */
async function decidedLately(deps: Reconcile): Promise<{ decided: Finding[]; concerned: Finding[] }> {
  const time = deps.now().getTime();
  const until = new Date(time - DECISION_GRACE_MS).toISOString();
  const lately = new Date(time - EXEMPTION_KEEP_MS).toISOString();
  const since = new Date(time - DECISION_KEEP_MS).toISOString();
  const entries = (await deps.ledger.since(since)).filter(({ at }) => at <= until);
  const exemptions = entries.filter(({ topic, at }) => topic === EXEMPTIONS && at >= lately);
  return {
    decided: await undecided(entries, deps),
    concerned: (await Promise.all(exemptions.map((entry) => concernedBy(entry, deps)))).flat(),
  };
}

async function undecided(entries: readonly Entry[], { findings }: Reconcile): Promise<Finding[]> {
  const left: Finding[] = [];
  for (const id of new Set(entries.map(({ topic }) => topic).filter((topic) => topic.startsWith("fnd_")))) {
    const finding = await findings.get(id);
    const done = new Set(finding?.decided.map((decision) => decision.id));
    if (finding && entries.some(({ topic, name }) => topic === id && !done.has(name))) left.push(finding);
  }
  return left;
}

async function concernedBy(entry: Entry, { exemptions, findings }: Reconcile): Promise<Finding[]> {
  const exemption = await exemptions.get(exemptionOf(entry));
  if (!exemption) return [];
  return exemption.ended ? restingUnder(findings, exemption) : coveredBy(findings, exemption);
}
