import { concurrency } from "./operations/concurrency.ts";
import { layers } from "./operations/layers.ts";
import { permissions } from "./operations/permissions.ts";
import { urls } from "./operations/urls.ts";

/** The Lambda operations that Snapback uses. */
export const operations = { ...concurrency, ...layers, ...permissions, ...urls };
