import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNarrow } from "../../layout/use-narrow.ts";
import { RoleButton } from "../person/role-button.tsx";
import { EndDialog } from "./end-dialog.tsx";
import { exemptionColumns, narrowExemptionColumns } from "./exemption-columns.tsx";
import { ExemptionFilters } from "./exemption-filters.tsx";
import { type ExemptionQuery, filterExemptions } from "./exemption-query.ts";
import { type Exemption, exemptionList } from "./exemption-request.ts";
import { NewExemptionDialog } from "./form/new-exemption-dialog.tsx";
import { NoExemptions } from "./no-exemptions.tsx";

const PAGE = 50;

interface ExemptionListProps {
  query: ExemptionQuery;
  onQuery: (query: ExemptionQuery, how?: { replace: boolean }) => void;
}

/** What is left alone, by whom, why, for how long, and what that lets through. */
export function ExemptionList({ query, onQuery }: ExemptionListProps) {
  const { data, error, isPlaceholderData } = useQuery(exemptionList(query.show === "all"));
  const [page, setPage] = useState(1);
  const [ending, setEnding] = useState<Exemption>();
  const narrow = useNarrow();
  const read = isPlaceholderData ? undefined : data?.exemptions;
  // The first to run out comes first, and so what is over would come before what holds.
  const all = read?.toSorted((a, b) => Number(b.state === "active") - Number(a.state === "active"));
  const fitting = all && filterExemptions(all, query.q);
  const pages = Math.max(1, Math.ceil((fitting?.length ?? 0) / PAGE));
  const shown = Math.min(page, pages);
  const { show, q } = query;
  const list: ExemptionQuery = { ...(show && { show }), ...(q !== undefined && { q }) };
  const columns = narrow ? narrowExemptionColumns(setEnding) : exemptionColumns(setEnding);

  return (
    <>
      <Table
        variant="full-page"
        stickyHeader
        contentDensity="compact"
        wrapLines
        resizableColumns={false}
        trackBy="id"
        items={fitting?.slice((shown - 1) * PAGE, shown * PAGE) ?? []}
        columnDefinitions={columns}
        loading={!read && !error}
        loadingText="Loading the exemptions"
        header={
          <Header
            variant="awsui-h1-sticky"
            {...(all && { counter: `(${all.length.toLocaleString("en")})` })}
            description="What Snapback records and leaves alone, for a time."
            actions={
              <RoleButton role="responder" variant="primary" onClick={() => onQuery({ ...list, new: "1" })}>
                Make an exemption
              </RoleButton>
            }
          >
            Exemptions
          </Header>
        }
        filter={
          <ExemptionFilters
            query={list}
            count={fitting?.length}
            onQuery={(next) => {
              setPage(1);
              onQuery(next, { replace: next.show === show });
            }}
          />
        }
        {...(pages > 1 && {
          pagination: (
            <Pagination
              currentPageIndex={shown}
              pagesCount={pages}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
              ariaLabels={{
                paginationLabel: "Pages of exemptions",
                nextPageLabel: "Next page",
                previousPageLabel: "Previous page",
                pageLabel: (number) => `Page ${number}`,
              }}
            />
          ),
        })}
        empty={<NoExemptions query={list} error={read ? null : error} onQuery={onQuery} />}
        ariaLabels={{ tableLabel: "Exemptions" }}
      />
      {query.new && <NewExemptionDialog prefilled={query} onClose={() => onQuery(list)} />}
      {ending && <EndDialog exemption={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}
