import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { parseActivityQuery } from "../features/activity/activity-query.ts";
import { parseCoverageQuery } from "../features/coverage/coverage.ts";
import { parseCatalogueQuery } from "../features/detection/catalogue/catalogue.ts";
import { parseExemptionQuery } from "../features/exemption/exemption-query.ts";
import { parseListQuery } from "../features/finding/list/query/list-query.ts";
import { parseWindow } from "../features/overview/window.ts";
import { parseAttackFilter } from "../features/sandbox/attack-filter.ts";
import { Broken } from "./pages/broken.tsx";
import { NotFound } from "./pages/not-found.tsx";
import { parseSearch, stringifySearch } from "./search.ts";
import { Shell } from "./shell.tsx";

const root = createRootRoute({ component: Shell });
const below = { getParentRoute: () => root };

const overview = createRoute({
  ...below,
  path: "/",
  validateSearch: parseWindow,
  component: lazyRouteComponent(() => import("./pages/overview-page.tsx"), "OverviewPage"),
});

const findings = createRoute({
  ...below,
  path: "/findings",
  validateSearch: parseListQuery,
  component: lazyRouteComponent(() => import("./pages/findings-page.tsx"), "FindingsPage"),
});

const finding = createRoute({
  ...below,
  path: "/findings/$id",
  component: lazyRouteComponent(() => import("./pages/finding-page.tsx"), "FindingPage"),
});

const detections = createRoute({
  ...below,
  path: "/detections",
  validateSearch: parseCatalogueQuery,
  component: lazyRouteComponent(() => import("./pages/detections-page.tsx"), "DetectionsPage"),
});

const detection = createRoute({
  ...below,
  path: "/detections/$id",
  component: lazyRouteComponent(() => import("./pages/detection-page.tsx"), "DetectionPage"),
});

const coverage = createRoute({
  ...below,
  path: "/coverage",
  validateSearch: parseCoverageQuery,
  component: lazyRouteComponent(() => import("./pages/coverage-page.tsx"), "CoveragePage"),
});

const exemptions = createRoute({
  ...below,
  path: "/exemptions",
  validateSearch: parseExemptionQuery,
  component: lazyRouteComponent(() => import("./pages/exemptions-page.tsx"), "ExemptionsPage"),
});

const activity = createRoute({
  ...below,
  path: "/activity",
  validateSearch: parseActivityQuery,
  component: lazyRouteComponent(() => import("./pages/activity-page.tsx"), "ActivityPage"),
});

const settings = createRoute({
  ...below,
  path: "/settings",
  component: lazyRouteComponent(() => import("./pages/settings-page.tsx"), "SettingsPage"),
});

const sandbox = createRoute({
  ...below,
  path: "/sandbox",
  validateSearch: parseAttackFilter,
  component: lazyRouteComponent(() => import("./pages/sandbox-page.tsx"), "SandboxPage"),
});

const docs = createRoute({
  ...below,
  path: "/docs",
  component: lazyRouteComponent(() => import("./pages/docs-page.tsx"), "DocsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    findings,
    finding,
    detections,
    detection,
    coverage,
    exemptions,
    activity,
    settings,
    sandbox,
    docs,
  ]),
  defaultNotFoundComponent: () => <NotFound />,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
  parseSearch,
  stringifySearch,
  // What a route does not know of an address must not reach the API.
  search: { strict: true },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
