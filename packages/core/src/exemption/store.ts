import * as z from "zod";
import { digestOf } from "../digest.ts";
import type { Entry, Ledger } from "../settings/ledger.ts";
import { Exemption } from "./schema.ts";
import { describeScope } from "./words.ts";

/** The ledger's topic of all exemptions. */
export const EXEMPTIONS = "exemptions";

/** What is written down when one is ended before its time. */
const Ending = z.object({ id: z.string(), ended: Exemption.shape.ended.unwrap() });

export interface ExemptionStore {
  /** All that hold at this time, read consistently; ended ones are left out. */
  active(now: Date): Promise<Exemption[]>;
  /** Writes it down; false where one of this id is there already. */
  make(exemption: Exemption): Promise<boolean>;
  /** Ends it before its time; false where it was ended before. */
  end(exemption: Exemption, ended: NonNullable<Exemption["ended"]>): Promise<boolean>;
  /** With those that have ended, all whose time runs until then or longer; the first to run out comes first. */
  list(untilAfter: Date): Promise<Exemption[]>;
  /** One, whether it holds or not. */
  get(id: string): Promise<Exemption | undefined>;
}

/** The same id for the same person's wish, however often it comes: who has no key of its own names all that makes it one. */
export function exemptionId(keyOrContent: unknown): string {
  return `exm_${digestOf(keyOrContent)}`;
}

/**
 * Exemptions as entries of the ledger: one when it is made, another when it is ended. Their names begin with the time at which
 * the exemption runs out, so that those that have run out need not be read.
 */
export function openExemptions(ledger: Pick<Ledger, "add" | "list">): ExemptionStore {
  async function list(untilAfter: Date): Promise<Exemption[]> {
    return exemptionsOf(await ledger.list(EXEMPTIONS, untilAfter.toISOString()));
  }
  async function get(id: string): Promise<Exemption | undefined> {
    return (await list(new Date(0))).find((known) => known.id === id);
  }

  return {
    list,
    get,

    async active(now) {
      const running = await list(now);
      return running.filter(({ until, ended }) => Date.parse(until) > now.getTime() && ended === undefined);
    },

    async make(exemption) {
      const { id, scope, reason, by, madeAt } = exemption;
      // A repeated wish may come with a later end, and then has another name.
      if ((await get(id)) !== undefined) return false;
      const until = new Date(exemption.until).toISOString();
      return ledger.add({
        topic: EXEMPTIONS,
        name: nameOf(exemption, "made"),
        at: madeAt,
        by,
        what: `exempted until ${until}: ${describeScope(scope)}. Reason: ${reason}`,
        after: { scope, until },
        data: { ...exemption, until },
      });
    },

    async end(exemption, ended) {
      const { id, scope, until } = exemption;
      return ledger.add({
        topic: EXEMPTIONS,
        name: nameOf(exemption, "ended"),
        at: ended.at,
        by: ended.by,
        what: `ended an exemption before its time: ${describeScope(scope)}. Reason: ${ended.reason}`,
        before: { scope, until },
        data: { id, ended },
      });
    },
  };
}

/** The time in one spelling, or the names' order would not be that of the times. */
function nameOf({ id, until }: Exemption, what: "made" | "ended"): string {
  return `${new Date(until).toISOString()}#${id}#${what}`;
}

/** The id of the exemption that an entry of the topic is about. */
export function exemptionOf({ name }: Pick<Entry, "name">): string {
  return name.split("#")[1] ?? "";
}

/** Of two that were made at once from one wish, the one that ends later counts: an ending ends both. */
function exemptionsOf(entries: readonly Entry[]): Exemption[] {
  const made = new Map<string, Exemption>();
  const endings = new Map<string, NonNullable<Exemption["ended"]>>();
  for (const { name, data } of entries) {
    if (name.endsWith("#made")) {
      const exemption = Exemption.parse(data);
      made.set(exemption.id, exemption);
    } else {
      const { id, ended } = Ending.parse(data);
      endings.set(id, ended);
    }
  }
  return [...made.values()].map((exemption) => {
    const ended = endings.get(exemption.id);
    return ended ? { ...exemption, ended } : exemption;
  });
}
