import { usePageTitle } from "../page-title.ts";

export function DetectionPage() {
  usePageTitle("Detection");
  return null;
}
