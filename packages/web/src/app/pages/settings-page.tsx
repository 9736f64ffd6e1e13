import { useQuery } from "@tanstack/react-query";
import { settings } from "../../features/settings/settings-request.ts";
import { SettingsView } from "../../features/settings/settings-view.tsx";
import { usePageTitle } from "../page-title.ts";
import { Broken } from "./broken.tsx";
import { Loading } from "./loading.tsx";

export function SettingsPage() {
  usePageTitle("Settings");
  const { data, error } = useQuery(settings());
  if (data) return <SettingsView settings={data} />;
  return error ? <Broken error={error} /> : <Loading what="Loading the settings" />;
}
