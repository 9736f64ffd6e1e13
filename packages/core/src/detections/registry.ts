// Written by `npm run gen` from the files in this folder. Do not edit.
import type { Detection } from "./define.ts";
import ec2SgIngressWorld from "./ec2/ec2-sg-ingress-world.ts";

export const detections: readonly Detection[] = [ec2SgIngressWorld];
