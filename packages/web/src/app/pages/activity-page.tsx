import { usePageTitle } from "../page-title.ts";

export function ActivityPage() {
  usePageTitle("Activity");
  return null;
}
