import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { ExportButton } from "../../../../export/export-button.tsx";
import { readFindingPage } from "../../finding-list-request.ts";
import type { Finding, ListRequestQuery } from "../../finding-types.ts";
import { BulkButtons } from "../bulk/bulk-buttons.tsx";
import type { BulkAction } from "../bulk/bulk-decision.ts";
import { findingCsv } from "../finding-csv.ts";

interface ListHeaderProps {
  /** How many findings there are on all pages, where that is known. */
  total: number | undefined;
  selected: readonly Finding[];
  /** What would be otherwise if the page were shown as it is by now; nothing where it is. */
  news: string | undefined;
  onRelease: () => void;
  onBulk: (action: BulkAction) => void;
  /** Of which list an export is. */
  request: ListRequestQuery;
}

const EXPORTED_AT_ONCE = "200";

export function ListHeader({ total, selected, news, onRelease, onBulk, request }: ListHeaderProps) {
  return (
    <Header
      variant="awsui-h1-sticky"
      {...(total !== undefined && { counter: counterOf(selected.length, total) })}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {news !== undefined && (
            <Button iconName="refresh" onClick={onRelease}>
              {news}
            </Button>
          )}
          <BulkButtons selected={selected} onAction={onBulk} />
          <ExportButton
            name="snapback-findings"
            columns={findingCsv}
            fetchPage={async (cursor, signal) => {
              const query = { ...request, limit: EXPORTED_AT_ONCE, ...(cursor !== undefined && { cursor }) };
              const { findings, total: all, cursor: next } = await readFindingPage(query, signal);
              return { items: findings, total: all, next };
            }}
          />
        </SpaceBetween>
      }
    >
      Findings
    </Header>
  );
}

function counterOf(selected: number, total: number): string {
  const all = total.toLocaleString("en");
  return selected > 0 ? `(${selected.toLocaleString("en")}/${all})` : `(${all})`;
}
