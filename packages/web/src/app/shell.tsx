import AppLayoutToolbar, {
  type AppLayoutToolbarProps,
} from "@cloudscape-design/components/app-layout-toolbar";
import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { statusOf } from "../api/failure.ts";
import { health } from "../features/account/health-request.ts";
import { useSession } from "../features/session/session-context.ts";
import { PauseBar } from "../features/settings/pause-bar.tsx";
import { useNarrow } from "../layout/use-narrow.ts";
import { Crumbs } from "./navigation/crumbs.tsx";
import { Navigation } from "./navigation/navigation.tsx";
import { InNoGroup } from "./pages/in-no-group.tsx";
import { TopBar } from "./top-bar.tsx";
import { TroubleBar } from "./trouble-bar.tsx";

const labels: AppLayoutToolbarProps.Labels = {
  navigation: "Pages",
  navigationToggle: "Open the list of pages",
  navigationClose: "Close the list of pages",
  notifications: "Notices",
};

/** Pages whose content is a table from edge to edge. */
const TABLES = new Set(["/findings", "/detections", "/exemptions", "/activity"]);

/** What stands around every page. */
export function Shell() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  const narrow = useNarrow();
  const [open, setOpen] = useState(!narrow);
  const session = useSession();
  // Every group may ask for it.
  const { error } = useQuery(health());
  const inNoGroup = session !== undefined && statusOf(error) === 403;
  return (
    <>
      <div id="top">
        <TopBar />
      </div>
      <AppLayoutToolbar
        headerSelector="#top"
        contentType={TABLES.has(path) ? "table" : "default"}
        maxContentWidth={Number.MAX_VALUE}
        navigation={<Navigation />}
        navigationWidth={220}
        navigationOpen={open}
        onNavigationChange={({ detail }) => setOpen(detail.open)}
        toolsHide
        ariaLabels={labels}
        stickyNotifications
        notifications={
          <>
            <TroubleBar />
            <PauseBar />
          </>
        }
        breadcrumbs={<Crumbs />}
        content={inNoGroup ? <InNoGroup /> : <Outlet />}
      />
    </>
  );
}
