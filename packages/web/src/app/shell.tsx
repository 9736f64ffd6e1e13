import AppLayout from "@cloudscape-design/components/app-layout";
import { Outlet, useParams } from "@tanstack/react-router";
import { FindingCrumbs } from "./finding-crumbs.tsx";
import { TopBar } from "./top-bar.tsx";
import { TroubleBar } from "./trouble-bar.tsx";

/** What stands around every page. */
export function Shell() {
  const { id } = useParams({ strict: false });
  return (
    <>
      <div id="top">
        <TopBar />
      </div>
      <AppLayout
        headerSelector="#top"
        contentType={id === undefined ? "table" : "default"}
        maxContentWidth={Number.MAX_VALUE}
        navigationHide
        toolsHide
        stickyNotifications
        notifications={<TroubleBar />}
        {...(id !== undefined && { breadcrumbs: <FindingCrumbs id={id} /> })}
        content={<Outlet />}
      />
    </>
  );
}
