import Pagination from "@cloudscape-design/components/pagination";
import { turned } from "./pages.ts";

interface PageTurnerProps {
  /** Where each page after the first begins, up to the present one. */
  cursors: readonly string[];
  /** Where the next one begins, if there is one. */
  next: string | undefined;
  onTurn: (cursors: string[]) => void;
}

const labels = {
  nextPageLabel: "Next page",
  previousPageLabel: "Previous page",
  paginationLabel: "Pages of findings",
  pageLabel: (number: number) => `Page ${number}`,
};

export function PageTurner({ cursors, next, onTurn }: PageTurnerProps) {
  const number = cursors.length + 1;
  return (
    <Pagination
      currentPageIndex={number}
      pagesCount={number}
      openEnd={next !== undefined}
      ariaLabels={labels}
      onChange={({ detail }) => onTurn(turned(cursors, detail.currentPageIndex, next))}
    />
  );
}
