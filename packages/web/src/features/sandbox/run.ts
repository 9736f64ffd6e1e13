import { type QueryClient, queryOptions, useQueryClient } from "@tanstack/react-query";
import { type Attack, type Attempted, startAttack } from "./attack-request.ts";

/** An attack that somebody started here. */
export interface Run {
  id: number;
  attack: Pick<Attack, "name" | "title" | "detection">;
  askedAt: string;
  /** Absent while its calls are made. */
  attempted?: Attempted;
  /** Why it could not even be asked for. */
  failure?: unknown;
}

const KEPT = 10;

let last = 0;

/** The latest that were started in this tab, the newest first: they outlast a look at another page. */
export function runs() {
  return queryOptions({
    queryKey: ["sandbox-runs"],
    queryFn: none,
    initialData: none,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

function none(): Run[] {
  return [];
}

function change(client: QueryClient, how: (known: Run[]) => Run[]): void {
  client.setQueryData(runs().queryKey, (known = []) => how(known));
}

/** Starts attacks, several at a time if one wants; `runs` tells what becomes of them. */
export function useStart(): (attack: Attack) => void {
  const client = useQueryClient();
  return (attack) => {
    last += 1;
    const run: Run = { id: last, attack, askedAt: new Date().toISOString() };
    change(client, (known) => [run, ...known].slice(0, KEPT));
    const finish = (end: Pick<Run, "attempted" | "failure">) =>
      change(client, (known) => known.map((one) => (one.id === run.id ? { ...one, ...end } : one)));
    startAttack(attack.name).then(
      (attempted) => finish({ attempted }),
      (failure: unknown) => finish({ failure }),
    );
  };
}
