import { reconcile } from "@snapback/core/finding/reconcile";

/** Runs on a schedule: what is due is sent to `respond` again. */
export function createReconcile(deps: Parameters<typeof reconcile>[0]) {
  return async (): Promise<{ sent: number }> => ({ sent: await reconcile(deps) });
}
