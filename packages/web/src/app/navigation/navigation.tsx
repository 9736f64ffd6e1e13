import SideNavigation from "@cloudscape-design/components/side-navigation";
import { useLocation, useRouter } from "@tanstack/react-router";
import { useSession } from "../../features/session/session-context.ts";
import { docsPage, pages, sandboxPage } from "./pages.ts";

export function Navigation() {
  const router = useRouter();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const laptop = useSession() === undefined;
  const links = [...pages, ...(laptop ? [sandboxPage] : [])].map(
    (page) => ({ type: "link", ...page }) as const,
  );
  return (
    <SideNavigation
      activeHref={`/${path.split("/")[1]}`}
      items={[...links, { type: "divider" }, { type: "link", ...docsPage }]}
      onFollow={(event) => {
        event.preventDefault();
        router.history.push(event.detail.href);
      }}
    />
  );
}
