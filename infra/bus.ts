import { busName } from "@snapback/core/deployment/deployment";
import { place } from "./stage.ts";

/** Snapback's own bus: names and ids of findings, from `detect` and `reconcile` to `respond` and whoever subscribes. */
export const bus = new sst.aws.Bus("Bus", { transform: { bus: { name: busName(place.stage) } } });
