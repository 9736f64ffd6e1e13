import { mkdir } from "node:fs/promises";
import { ClassicLevel } from "classic-level";

export interface Storage {
  /** Everything whose key starts with `prefix`, in key order. */
  entries(prefix: string): Promise<[key: string, value: unknown][]>;
  /** All or nothing; a value of `undefined` deletes the key. Survives a SIGKILL right after it resolves. */
  write(changes: Iterable<readonly [key: string, value: unknown]>): Promise<void>;
  close(): Promise<void>;
}

/** Another process has the folder open. */
export class StorageLockedError extends Error {
  override readonly name = "StorageLockedError";

  constructor(folder: string, options: ErrorOptions) {
    super(`${folder} is in use by another process; stop that one first, or choose another folder`, options);
  }
}

/** On disk (LevelDB, JSON values) in `folder`, or in memory where it is undefined. */
export async function openStorage(folder: string | undefined): Promise<Storage> {
  return folder === undefined ? memoryStorage() : diskStorage(folder);
}

async function diskStorage(folder: string): Promise<Storage> {
  await mkdir(folder, { recursive: true });
  const level = new ClassicLevel<string, unknown>(folder, { valueEncoding: "json" });
  try {
    await level.open();
  } catch (error) {
    throw isLocked(error) ? new StorageLockedError(folder, { cause: error }) : error;
  }
  return {
    async entries(prefix) {
      const found: [string, unknown][] = [];
      for await (const [key, value] of level.iterator({ gte: prefix })) {
        if (!key.startsWith(prefix)) break;
        found.push([key, value]);
      }
      return found;
    },
    // Not synced: LevelDB hands each batch to the operating system before it resolves, which outlives the process.
    async write(changes) {
      const last = new Map(changes);
      await level.batch(
        [...last].map(([key, value]) =>
          value === undefined ? { type: "del" as const, key } : { type: "put" as const, key, value },
        ),
      );
    },
    close: () => level.close(),
  };
}

function isLocked(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "LEVEL_LOCKED") || isLocked(error.cause);
}

/** Holds JSON text rather than the values, so that what comes back is the same as from disk, and nobody's to change. */
function memoryStorage(): Storage {
  const rows = new Map<string, string>();
  return {
    async entries(prefix) {
      return [...rows]
        .filter(([key]) => key.startsWith(prefix))
        .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .map(([key, json]) => [key, JSON.parse(json)]);
    },
    async write(changes) {
      const texts = [...changes].map(([key, value]) => [key, JSON.stringify(value)] as const);
      for (const [key, json] of texts) {
        if (json === undefined) rows.delete(key);
        else rows.set(key, json);
      }
    },
    async close() {
      rows.clear();
    },
  };
}
