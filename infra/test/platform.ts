import { prepareSstPlatform } from "../../scripts/sst-platform.ts";

/** Before the tests of the infrastructure, which need SST's own components. */
export default function setup(): Promise<void> {
  return prepareSstPlatform((line) => void process.stdout.write(`${line}\n`));
}
