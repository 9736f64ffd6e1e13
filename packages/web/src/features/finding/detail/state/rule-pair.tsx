import ColumnLayout from "@cloudscape-design/components/column-layout";
import { compareRules, type Direction, groupRules } from "./group-rules.ts";
import { RuleTable } from "./rule-table.tsx";

const names: Record<Direction, string> = { ingress: "Inbound", egress: "Outbound" };

/** A security group's rules before and after, where both states are such; what has not changed at all is left out. */
export function rulePairs(before: object, after: object) {
  const pairs = (["ingress", "egress"] as const).flatMap((direction) => {
    const [was, is] = [groupRules(before, direction), groupRules(after, direction)];
    return was && is ? [{ direction, ...compareRules(was, is) }] : [];
  });
  const changed = pairs.filter((pair) => [...pair.before, ...pair.after].some(({ mark }) => mark !== "same"));
  return changed.length > 0 ? changed : pairs;
}

export function RulePair({ direction, before, after }: ReturnType<typeof rulePairs>[number]) {
  return (
    <ColumnLayout columns={2} minColumnWidth={320}>
      <RuleTable title={`${names[direction]} before`} rules={before} />
      <RuleTable title={`${names[direction]} after`} rules={after} />
    </ColumnLayout>
  );
}
