import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import { useLocation, useRouter } from "@tanstack/react-router";
import { clip, visible } from "../../text/visible.ts";
import { pages } from "./pages.ts";

const LONGEST_ID = 40;

/** The way up from a page that is below another. Pages at the top have none. */
export function Crumbs() {
  const router = useRouter();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const [, first, id] = path.split("/");
  const above = pages.find(({ href }) => href === `/${first}`);
  if (!above || id === undefined) return null;
  return (
    <BreadcrumbGroup
      ariaLabel="Breadcrumbs"
      items={[above, { text: visible(clip(decodeURIComponent(id), LONGEST_ID)), href: "" }]}
      onFollow={(event) => {
        event.preventDefault();
        if (event.detail.href !== "") router.history.push(event.detail.href);
      }}
    />
  );
}
