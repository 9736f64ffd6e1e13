import { NoFindings, NoMatch, NotRead, PageGone } from "./no-findings.tsx";

interface EmptyTableProps {
  error: Error | null;
  /** The list has terms that its findings fulfil. */
  filtered: boolean;
  /** It is a page further down, whose findings are no longer on it. */
  later: boolean;
  onClear: () => void;
  onFirst: () => void;
  onRetry: () => void;
}

/** Why there is no finding to show, and what can be done about that. */
export function EmptyTable({ error, filtered, later, onClear, onFirst, onRetry }: EmptyTableProps) {
  if (error) return <NotRead error={error} onRetry={onRetry} />;
  if (later) return <PageGone onFirst={onFirst} />;
  return filtered ? <NoMatch onClear={onClear} /> : <NoFindings />;
}
