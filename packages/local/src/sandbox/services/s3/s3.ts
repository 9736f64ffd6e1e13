import { operationTable, type Service } from "../../operation.ts";
import { restXml } from "../../protocols/rest-xml.ts";
import { aclOperations } from "./acl.ts";
import { bucketOperations } from "./buckets.ts";
import { policyOperations } from "./policy.ts";
import { publicAccessOperations } from "./public-access.ts";
import { pathWithBucket, s3Routes } from "./routes.ts";
import { settingOperations } from "./settings.ts";

/** Amazon S3, as far as buckets and their settings go: there are no objects in the sandbox. */
export const s3: Service = {
  name: "s3",
  eventSource: "s3.amazonaws.com",
  protocol: restXml({
    xmlns: "http://s3.amazonaws.com/doc/2006-03-01/",
    routes: s3Routes,
    path: pathWithBucket,
    wrapsErrors: false,
  }),
  operations: operationTable([
    ...bucketOperations,
    ...publicAccessOperations,
    ...aclOperations,
    ...policyOperations,
    ...settingOperations,
  ]),
};
