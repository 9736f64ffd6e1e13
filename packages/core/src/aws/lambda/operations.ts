import { concurrency } from "./operations/concurrency.ts";

/** The Lambda operations that Snapback uses. */
export const operations = { ...concurrency };
