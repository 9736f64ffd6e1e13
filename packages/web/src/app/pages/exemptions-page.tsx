import { usePageTitle } from "../page-title.ts";

export function ExemptionsPage() {
  usePageTitle("Exemptions");
  return null;
}
