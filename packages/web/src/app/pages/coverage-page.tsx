import { usePageTitle } from "../page-title.ts";

export function CoveragePage() {
  usePageTitle("Coverage");
  return null;
}
