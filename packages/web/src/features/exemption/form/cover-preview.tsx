import Box from "@cloudscape-design/components/box";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { PageLink } from "../../../app/navigation/page-link.tsx";
import { readFindingPage } from "../../finding/finding-list-request.ts";
import { listAddress } from "../../finding/list-address.ts";
import { type Draft, scopeOf } from "./draft.ts";
import { mayCover } from "./may-cover.ts";

/** How much of what stands now it would cover: nobody means to exempt everything by accident. */
export function CoverPreview({ draft }: { draft: Draft }) {
  const scope = useDeferredValue(scopeOf(draft));
  const where = mayCover(scope);
  const named = Object.keys(scope).length > 0 && scope.finding === undefined;
  const { data } = useQuery({
    queryKey: ["findings", "cover", where],
    queryFn: ({ signal }) => readFindingPage({ where, limit: "1" }, signal),
    enabled: named,
    placeholderData: keepPreviousData,
  });
  if (!named || !data) return null;
  const count = data.total === 1 ? "1 finding" : `${data.total.toLocaleString("en")} findings`;
  return (
    <Box color="text-body-secondary">
      Of what stands now, this covers{" "}
      {data.total === 0 ? "nothing" : <PageLink href={listAddress(where)}>{`at most ${count}`}</PageLink>}.
    </Box>
  );
}
