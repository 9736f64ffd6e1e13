import { useQuery } from "@tanstack/react-query";
import { apiDocument } from "../../features/reference/reference-request.ts";
import { ReferenceView } from "../../features/reference/reference-view.tsx";
import { usePageTitle } from "../page-title.ts";
import { Broken } from "./broken.tsx";
import { Loading } from "./loading.tsx";

export function DocsPage() {
  usePageTitle("API");
  const { data, error } = useQuery(apiDocument());
  if (data) return <ReferenceView document={data} />;
  return error ? <Broken error={error} /> : <Loading what="Loading the reference" />;
}
