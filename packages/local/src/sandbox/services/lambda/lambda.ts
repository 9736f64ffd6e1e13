import { operationTable, type Service } from "../../operation.ts";
import { restJson } from "../../protocols/rest-json.ts";
import { concurrencyOperations } from "./concurrency.ts";
import { functionOperations } from "./functions.ts";
import { layerPermissionOperations } from "./layer-permissions.ts";
import { layerOperations } from "./layers.ts";
import { permissionOperations } from "./permissions.ts";
import { lambdaRoutes } from "./routes.ts";
import { urlOperations } from "./urls.ts";

/** AWS Lambda, as far as functions and layers are made and shared. None of them runs. */
export const lambda: Service = {
  name: "lambda",
  eventSource: "lambda.amazonaws.com",
  protocol: restJson({
    routes: lambdaRoutes,
    errorBody: ({ message, status }) => ({ Type: status < 500 ? "User" : "Service", Message: message }),
  }),
  operations: operationTable([
    ...functionOperations,
    ...permissionOperations,
    ...urlOperations,
    ...concurrencyOperations,
    ...layerOperations,
    ...layerPermissionOperations,
  ]),
};
