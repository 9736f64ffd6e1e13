import { usePageTitle } from "../page-title.ts";

export function OverviewPage() {
  usePageTitle("Overview");
  return null;
}
