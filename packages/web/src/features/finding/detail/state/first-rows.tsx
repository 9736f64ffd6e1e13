import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import type { Row } from "./compare-states.ts";

const SHOWN = 40;
const MORE = 200;

/** The first rows of many, each with a key of its own, and more of them when they are asked for. */
export function useFirst(rows: readonly Row[]) {
  const [count, setCount] = useState(SHOWN);
  const keyed = rows.map((row, index) => ({ key: index, row }));
  const shown = keyed.slice(0, count);
  return { shown, hidden: rows.length - shown.length, showMore: () => setCount(count + MORE) };
}

export function MoreRows({ hidden, onMore }: { hidden: number; onMore: () => void }) {
  if (hidden === 0) return null;
  return (
    <Button variant="inline-link" onClick={onMore}>
      Show {Math.min(hidden, MORE)} of {hidden.toLocaleString("en")} more
    </Button>
  );
}
