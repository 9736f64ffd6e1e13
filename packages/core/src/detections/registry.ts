// Written by `npm run gen` from the files in this folder. Do not edit.
import type { Detection } from "./define.ts";
import cloudtrailStopped from "./cloudtrail/cloudtrail-stopped.ts";
import ec2SgIngressWorld from "./ec2/ec2-sg-ingress-world.ts";
import rootConsoleLogin from "./signin/root-console-login.ts";

export const detections: readonly Detection[] = [cloudtrailStopped, ec2SgIngressWorld, rootConsoleLogin];
