import { usePageTitle } from "../page-title.ts";

export function SettingsPage() {
  usePageTitle("Settings");
  return null;
}
