import { getRouteApi } from "@tanstack/react-router";
import { ExemptionList } from "../../features/exemption/exemption-list.tsx";
import { usePageTitle } from "../page-title.ts";

const route = getRouteApi("/exemptions");

export function ExemptionsPage() {
  usePageTitle("Exemptions");
  const navigate = route.useNavigate();
  return (
    <ExemptionList
      query={route.useSearch()}
      onQuery={(search, { replace } = { replace: false }) =>
        void navigate({ search, replace, resetScroll: false })
      }
    />
  );
}
