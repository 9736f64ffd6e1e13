import type { Line } from "./line.ts";

/** Lines around a change that are shown, too. */
const CONTEXT = 3;
/** More lines than this are not compared one with another, which takes the square of it. */
const MOST = 1000;

/** What is different between two JSON values, as lines that went (`-`) and came (`+`), with some around them. */
export function difference(was: unknown, now: unknown): Line[] {
  const lines = compared(linesOf(was), linesOf(now));
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(([sign]) => sign !== " "),
  );
  return lines.flatMap(([sign, text], index): Line[] => {
    if (!near[index]) return near[index - 1] ? ["  …"] : [];
    const shown = `${sign} ${text}`;
    if (sign === " ") return [shown];
    return [[{ text: shown, style: sign === "-" ? "red" : "green" }]];
  });
}

function linesOf(value: unknown): string[] {
  return (JSON.stringify(value, null, 2) ?? "nothing").split("\n");
}

type Compared = [sign: " " | "-" | "+", text: string];

/** By their longest common subsequence. */
function compared(was: readonly string[], now: readonly string[]): Compared[] {
  if (was.length > MOST || now.length > MOST)
    return [...was.map((text): Compared => ["-", text]), ...now.map((text): Compared => ["+", text])];
  const common = Array.from({ length: was.length + 1 }, () => new Uint16Array(now.length + 1));
  const at = (a: number, b: number) => common[a]?.[b] ?? 0;
  for (let a = was.length - 1; a >= 0; a--) {
    for (let b = now.length - 1; b >= 0; b--) {
      const longest = was[a] === now[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
      common[a]?.fill(longest, b, b + 1);
    }
  }
  const lines: Compared[] = [];
  let [a, b] = [0, 0];
  while (a < was.length || b < now.length) {
    const [gone, come] = [was[a], now[b]];
    if (gone !== undefined && gone === come) {
      lines.push([" ", gone]);
      a += 1;
      b += 1;
    } else if (gone !== undefined && (come === undefined || at(a + 1, b) >= at(a, b + 1))) {
      lines.push(["-", gone]);
      a += 1;
    } else if (come !== undefined) {
      lines.push(["+", come]);
      b += 1;
    }
  }
  return lines;
}
