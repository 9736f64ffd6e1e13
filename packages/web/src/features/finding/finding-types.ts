import type { InferRequestType, InferResponseType } from "hono/client";
import type { api } from "../../api/client.ts";

type ListRequest = typeof api.findings.$get;
type DetailRequest = (typeof api.findings)[":id"]["$get"];

export type FindingPage = InferResponseType<ListRequest, 200>;
export type Finding = FindingPage["findings"][number];
export type FindingDetail = InferResponseType<DetailRequest, 200>;

export type State = Finding["state"];
export type Severity = Finding["severity"];
export type Occurrence = FindingDetail["occurrences"][number];
export type Actor = Occurrence["actor"];
export type Activity = FindingDetail["activity"][number];
export type Attempt = FindingDetail["attempts"][number];
export type Note = FindingDetail["notes"][number];
export type StepOutcome = Attempt["steps"][number];
export type Detection = NonNullable<FindingDetail["detection"]>;

/** What a request for a page of findings says. */
export type ListRequestQuery = InferRequestType<ListRequest>["query"];
