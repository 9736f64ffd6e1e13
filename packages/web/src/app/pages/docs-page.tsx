import { usePageTitle } from "../page-title.ts";

export function DocsPage() {
  usePageTitle("API");
  return null;
}
