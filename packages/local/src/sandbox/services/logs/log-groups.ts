import { randomBytes } from "node:crypto";

export interface LogEvent {
  /** Of all digits, ascending within a group, never given twice, also not by another process. */
  id: string;
  stream: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  message: string;
}

export interface LogGroup {
  name: string;
  createdAt: number;
  events: readonly LogEvent[];
}

export interface LogGroups {
  /** In the order of their names. */
  list(): LogGroup[];
  get(name: string): LogGroup | undefined;
  /** Adds a line to a group that is there; others are made by nobody. */
  put(name: string, message: string, time: Date): void;
}

const KEPT = 5000;

/** Log groups in memory: each keeps its last events, and what is in them ends with the process. */
export function openLogGroups(names: readonly string[], openedAt: Date): LogGroups {
  const createdAt = openedAt.getTime();
  const groups = new Map(
    names.toSorted().map((name): [string, LogGroup & { events: LogEvent[]; stream: string }] => {
      const day = openedAt.toISOString().slice(0, 10).replaceAll("-", "/");
      const stream = `${day}/[$LATEST]${randomBytes(16).toString("hex")}`;
      return [name, { name, createdAt, events: [], stream }];
    }),
  );
  let sequence = createdAt * 1000;
  return {
    list: () => [...groups.values()],
    get: (name) => groups.get(name),
    put(name, message, time) {
      const group = groups.get(name);
      if (group === undefined) return;
      const id = String(++sequence).padStart(56, "0");
      group.events.push({ id, stream: group.stream, timestamp: time.getTime(), message });
      if (group.events.length > KEPT) group.events.shift();
    },
  };
}
