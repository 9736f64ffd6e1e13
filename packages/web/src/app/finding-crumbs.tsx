import BreadcrumbGroup from "@cloudscape-design/components/breadcrumb-group";
import { useNavigate } from "@tanstack/react-router";
import { clip, visible } from "../text/visible.ts";

const LONGEST_ID = 40;

export function FindingCrumbs({ id }: { id: string }) {
  const navigate = useNavigate();
  return (
    <BreadcrumbGroup
      ariaLabel="Breadcrumbs"
      items={[
        { text: "Findings", href: "/" },
        { text: visible(clip(id, LONGEST_ID)), href: "" },
      ]}
      onFollow={(event) => {
        event.preventDefault();
        if (event.detail.href === "/") void navigate({ to: "/" });
      }}
    />
  );
}
