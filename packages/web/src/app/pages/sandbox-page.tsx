import { usePageTitle } from "../page-title.ts";

export function SandboxPage() {
  usePageTitle("Sandbox");
  return null;
}
