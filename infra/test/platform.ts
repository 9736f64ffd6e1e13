import type { TestProject } from "vitest/node";
import { prepareSstPlatform } from "../../scripts/sst-platform.ts";
import { serveEvaluations } from "./evaluations.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the stages of `stages.ts` are evaluated, each once. */
    evaluations: string;
  }
}

/** Before the tests of the infrastructure, which need SST's own components, and evaluate the program with them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await prepareSstPlatform((line) => void process.stdout.write(`${line}\n`));
  const evaluations = await serveEvaluations();
  project.provide("evaluations", evaluations.url);
  project.onTestsRerun(async () => evaluations.forget());
  return evaluations.close;
}
