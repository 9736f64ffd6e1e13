/** The console's pages, as its navigation has them. */
export const pages = [
  { href: "/", text: "Overview" },
  { href: "/findings", text: "Findings" },
  { href: "/detections", text: "Detections" },
  { href: "/coverage", text: "Coverage" },
  { href: "/exemptions", text: "Exemptions" },
  { href: "/activity", text: "Activity" },
  { href: "/settings", text: "Settings" },
] as const;

/** Only where the account is a sandbox. */
export const sandboxPage = { href: "/sandbox", text: "Sandbox" } as const;

export const docsPage = { href: "/docs", text: "API" } as const;
