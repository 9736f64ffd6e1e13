import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type AttackFilter, parseAttackFilter } from "../../features/sandbox/attack-filter.ts";
import { attackList } from "../../features/sandbox/attack-request.ts";
import { NoSandbox } from "../../features/sandbox/no-sandbox.tsx";
import { SandboxView } from "../../features/sandbox/sandbox-view.tsx";
import { useSession } from "../../features/session/session-context.ts";
import { usePageTitle } from "../page-title.ts";
import { Broken } from "./broken.tsx";
import { Loading } from "./loading.tsx";

const route = getRouteApi("/sandbox");

export function SandboxPage() {
  usePageTitle("Sandbox");
  return useSession() === undefined ? <LaptopSandbox /> : <NoSandbox />;
}

function LaptopSandbox() {
  const filter = parseAttackFilter(route.useSearch());
  const navigate = route.useNavigate();
  const { data, error } = useQuery(attackList());
  const show = (chosen: AttackFilter) => void navigate({ search: chosen, replace: true, resetScroll: false });
  if (data) return <SandboxView list={data} filter={filter} onFilter={show} />;
  return error ? <Broken error={error} /> : <Loading what="Loading the attacks" />;
}
