/** What AWS (or a plan) said no with, on the way to the resource. */
export class CallError extends Error {
  override name = "CallError";
}

/** Another responder holds the finding: ours took longer than its lease. */
export class LostLeaseError extends Error {
  override name = "LostLeaseError";
}
