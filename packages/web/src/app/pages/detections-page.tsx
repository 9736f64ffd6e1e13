import { usePageTitle } from "../page-title.ts";

export function DetectionsPage() {
  usePageTitle("Detections");
  return null;
}
