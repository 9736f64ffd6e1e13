import { EXEMPTIONS } from "../exemption/store.ts";
import type { Activity } from "../finding/schema.ts";
import type { FindingStore } from "../finding/store.ts";
import { notesTopic } from "../note/store.ts";
import type { Entry, Ledger } from "../settings/ledger.ts";
import type { ActivitySources } from "./activity.ts";
import type { ActivityFilter } from "./filter.ts";

/** The tables, in which one can also look for what is about one thing alone. */
export interface SearchedSources extends ActivitySources {
  findings: ActivitySources["findings"] & Pick<FindingStore, "get" | "activity">;
  ledger: ActivitySources["ledger"] & Pick<Ledger, "list">;
}

/**
 * Where to look for what a filter lets through. What is about one finding, about exemptions or settings has a place of its own and
 * is read there, since it may be a few entries among very many.
 */
export function sourcesFor(sources: SearchedSources, { about, id }: ActivityFilter): ActivitySources {
  const { findings, ledger } = sources;
  if (about === "settings") return listed({ decided: () => ledger.list("settings") });
  if (about === "exemption" || id?.startsWith("exm_"))
    return listed({ decided: () => ledger.list(EXEMPTIONS) });
  if (id === undefined || !id.startsWith("fnd_")) return sources;
  return listed({
    async done() {
      const finding = await findings.get(id);
      return finding ? findings.activity(finding) : [];
    },
    async decided() {
      return (await Promise.all([ledger.list(id), ledger.list(notesTopic(id))])).flat();
    },
  });
}

interface Lists {
  done?: () => Promise<Activity[]>;
  decided: () => Promise<Entry[]>;
}

/** Such lists as tables that are asked by time. Each is read once. */
function listed({ done = async () => [], decided }: Lists): ActivitySources {
  const [activities, entries] = [latestFirst(done), latestFirst(decided)];
  return {
    findings: { activityBefore: async (at, limit) => before(await activities(), at, limit) },
    ledger: { before: async (at, limit) => before(await entries(), at, limit) },
  };
}

function latestFirst<T extends { at: string }>(read: () => Promise<T[]>): () => Promise<T[]> {
  let list: Promise<T[]> | undefined;
  return () => {
    list ??= read().then((all) => all.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1)));
    return list;
  };
}

function before<T extends { at: string }>(list: readonly T[], at: string, limit: number): T[] {
  return list.filter((one) => one.at < at).slice(0, limit);
}
