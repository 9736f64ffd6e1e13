import { hearsay } from "../../baseline/hearsay.ts";
import type { Baseline } from "../../baseline/schema.ts";
import { staleness } from "../../baseline/stale.ts";
import type { Plan, Step } from "../../response/plan.ts";
import type { Lifecycle } from "./lifecycle.ts";

/**
 * Gives a bucket another lifecycle, with the present one as the undo.
 *
 * @param to with `before` it is what the bucket had then; without, it is what it has now but for the rules that offend
 */
export function lifecyclePlan(
  bucket: string,
  now: Lifecycle,
  { lifecycle: to, before }: { lifecycle: Lifecycle; before?: Baseline },
  at: Date,
): Plan {
  const put = ({ rules, size }: Lifecycle, does: string): Step => ({
    service: "s3",
    operation: "PutBucketLifecycleConfiguration",
    input: {
      Bucket: bucket,
      LifecycleConfiguration: { Rules: rules },
      ...(size && { TransitionDefaultMinimumObjectSize: size }),
    },
    does,
  });
  const remove: Step = {
    service: "s3",
    operation: "DeleteBucketLifecycle",
    input: { Bucket: bucket },
    does: `delete nothing in bucket ${bucket} by itself any more`,
  };
  const does = before
    ? `give bucket ${bucket} the lifecycle that it had`
    : `drop the rules of bucket ${bucket} that delete CloudTrail's files too soon`;
  return {
    version: 1,
    steps: [to.rules.length > 0 ? put(to, does) : remove],
    undo: [{ ...put(now, `give bucket ${bucket} the rules back that were taken away`), undoes: 0 }],
    ...(before
      ? { ...staleness("the lifecycle", before.at, at), ...hearsay(before) }
      : { caveats: ["which rules there were before is not known: the others stay as they are"] }),
  };
}
