import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { parseFilter } from "../features/finding/finding-filter.ts";
import { Broken } from "./pages/broken.tsx";
import { NotFound } from "./pages/not-found.tsx";
import { Shell } from "./shell.tsx";

const root = createRootRoute({ component: Shell });

const findings = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: parseFilter,
  component: lazyRouteComponent(() => import("./pages/findings-page.tsx"), "FindingsPage"),
});

const finding = createRoute({
  getParentRoute: () => root,
  path: "/findings/$id",
  component: lazyRouteComponent(() => import("./pages/finding-page.tsx"), "FindingPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([findings, finding]),
  defaultNotFoundComponent: () => <NotFound />,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
  // What a route does not know of an address must not reach the API.
  search: { strict: true },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
