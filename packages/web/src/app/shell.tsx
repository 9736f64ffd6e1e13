import AppLayout from "@cloudscape-design/components/app-layout";
import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { statusOf } from "../api/failure.ts";
import { health } from "../features/account/health-request.ts";
import { useSession } from "../features/session/session-context.ts";
import { PauseBar } from "../features/settings/pause-bar.tsx";
import { FindingCrumbs } from "./finding-crumbs.tsx";
import { InNoGroup } from "./pages/in-no-group.tsx";
import { TopBar } from "./top-bar.tsx";
import { TroubleBar } from "./trouble-bar.tsx";

/** What stands around every page. */
export function Shell() {
  const { id } = useParams({ strict: false });
  const session = useSession();
  // Every group may ask for it.
  const { error } = useQuery(health());
  const inNoGroup = session !== undefined && statusOf(error) === 403;
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
        notifications={
          <>
            <TroubleBar />
            <PauseBar />
          </>
        }
        {...(id !== undefined && { breadcrumbs: <FindingCrumbs id={id} /> })}
        content={inNoGroup ? <InNoGroup /> : <Outlet />}
      />
    </>
  );
}
