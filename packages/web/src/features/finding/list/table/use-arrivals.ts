import { useEffect, useRef, useState } from "react";
import type { Finding } from "../../finding-types.ts";
import { arrivalKey, arrivalsSince } from "./arrivals.ts";

const NOTICEABLE_MS = 8000;

const none: ReadonlySet<string> = new Set();

/**
 * The keys of rows that have just come in, for as long as they are to be noticed. `list` names the list: what a change of
 * filter brings up has not come in.
 *
 * @param last nothing follows on the list
 */
export function useArrivals(
  list: string,
  findings: readonly Finding[] | undefined,
  last: boolean,
): ReadonlySet<string> {
  const [arrived, setArrived] = useState(none);
  const known = useRef<{ list: string; keys: ReadonlySet<string>; last: boolean }>(undefined);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());

  useEffect(() => {
    if (!findings) return;
    const before = known.current;
    known.current = { list, keys: new Set(findings.map(arrivalKey)), last };
    if (before?.list !== list) return setArrived(none);
    const keys = arrivalsSince(before.keys, findings, before.last);
    if (keys.length === 0) return;
    setArrived((shown) => new Set([...shown, ...keys]));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setArrived((shown) => new Set([...shown].filter((key) => !keys.includes(key))));
    }, NOTICEABLE_MS);
    timers.current.add(timer);
  }, [list, findings, last]);

  useEffect(() => {
    const running = timers.current;
    return () => running.forEach(clearTimeout);
  }, []);

  return arrived;
}
