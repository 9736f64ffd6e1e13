import type { Route } from "../../protocols/route.ts";

const functions = "/2015-03-31/functions";
const oneFunction = `${functions}/{FunctionName}`;
const url = "/2021-10-31/functions/{FunctionName}/url";
const layers = "/2018-10-31/layers";
const layerPolicy = `${layers}/{LayerName}/versions/{VersionNumber}/policy`;

const Qualifier = { Qualifier: "Qualifier" };
const RevisionId = { RevisionId: "RevisionId" };
const pages = { Marker: "Marker", MaxItems: "MaxItems" };
const compatible = {
  CompatibleArchitecture: "CompatibleArchitecture",
  CompatibleRuntime: "CompatibleRuntime",
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const lambdaRoutes: readonly Route[] = [
  { operation: "CreateFunction", method: "POST", path: functions, status: 201 },
  {
    operation: "ListFunctions",
    method: "GET",
    path: functions,
    query: { ...pages, FunctionVersion: "FunctionVersion" },
  },
  { operation: "GetFunction", method: "GET", path: oneFunction, query: Qualifier },
  {
    operation: "GetFunctionConfiguration",
    method: "GET",
    path: `${oneFunction}/configuration`,
    query: Qualifier,
  },
  { operation: "ListTags", method: "GET", path: "/2017-03-31/tags/{Resource}" },
  { operation: "DeleteFunction", method: "DELETE", path: oneFunction, query: Qualifier, status: 204 },
  {
    operation: "AddPermission",
    method: "POST",
    path: `${oneFunction}/policy`,
    query: Qualifier,
    status: 201,
  },
  { operation: "GetPolicy", method: "GET", path: `${oneFunction}/policy`, query: Qualifier },
  {
    operation: "RemovePermission",
    method: "DELETE",
    path: `${oneFunction}/policy/{StatementId}`,
    query: { ...Qualifier, ...RevisionId },
    status: 204,
  },
  { operation: "CreateFunctionUrlConfig", method: "POST", path: url, query: Qualifier, status: 201 },
  { operation: "GetFunctionUrlConfig", method: "GET", path: url, query: Qualifier },
  { operation: "UpdateFunctionUrlConfig", method: "PUT", path: url, query: Qualifier },
  { operation: "DeleteFunctionUrlConfig", method: "DELETE", path: url, query: Qualifier, status: 204 },
  { operation: "ListFunctionUrlConfigs", method: "GET", path: `${url}s`, query: pages },
  {
    operation: "PutFunctionConcurrency",
    method: "PUT",
    path: "/2017-10-31/functions/{FunctionName}/concurrency",
  },
  {
    operation: "GetFunctionConcurrency",
    method: "GET",
    path: "/2019-09-30/functions/{FunctionName}/concurrency",
  },
  {
    operation: "DeleteFunctionConcurrency",
    method: "DELETE",
    path: "/2017-10-31/functions/{FunctionName}/concurrency",
    status: 204,
  },
  {
    operation: "PublishLayerVersion",
    method: "POST",
    path: `${layers}/{LayerName}/versions`,
    status: 201,
  },
  { operation: "ListLayers", method: "GET", path: layers, query: { ...pages, ...compatible } },
  {
    operation: "ListLayerVersions",
    method: "GET",
    path: `${layers}/{LayerName}/versions`,
    query: { ...pages, ...compatible },
  },
  {
    operation: "AddLayerVersionPermission",
    method: "POST",
    path: layerPolicy,
    query: RevisionId,
    status: 201,
  },
  { operation: "GetLayerVersionPolicy", method: "GET", path: layerPolicy },
  {
    operation: "RemoveLayerVersionPermission",
    method: "DELETE",
    path: `${layerPolicy}/{StatementId}`,
    query: RevisionId,
    status: 204,
  },
];
