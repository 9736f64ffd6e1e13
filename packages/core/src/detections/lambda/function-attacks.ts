import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
/** No emulator unpacks it; AWS would want a zip archive. */
const CODE = "code that never runs";

const lambda = (operation: string, input: Step["input"], does: string): Step => ({
  service: "lambda",
  operation,
  input,
  does,
});

/** A function that does nothing, with the role that it needs. */
export function makeFunction(FunctionName: string): Step[] {
  return [
    {
      service: "iam",
      operation: "CreateRole",
      input: { RoleName: FunctionName, AssumeRolePolicyDocument: JSON.stringify(trust) },
      does: "make a role for a function",
    },
    lambda(
      "CreateFunction",
      {
        FunctionName,
        Role: { $from: { step: 0, path: ["Role", "Arn"] } },
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Code: { ZipFile: CODE },
      },
      "make a function that does nothing",
    ),
  ];
}

const permit = (FunctionName: string, StatementId: string, more: Step["input"], does: string): Step =>
  lambda("AddPermission", { FunctionName, StatementId, Action: "lambda:InvokeFunction", ...more }, does);

export const permissionAttacks: readonly Attack[] = [
  {
    name: "permit-everyone-to-call",
    title: "A function that anyone may call",
    steps: [
      ...makeFunction("attacked-called"),
      permit("attacked-called", "backdoor", { Principal: "*" }, "let everyone call it"),
    ],
  },
  {
    name: "permit-any-bucket-to-call",
    title: "A function that a bucket of anybody's may call",
    steps: [
      ...makeFunction("attacked-deputy"),
      permit("attacked-deputy", "own", { Principal: "111122223333" }, "let one account call it"),
      permit(
        "attacked-deputy",
        "bucket",
        { Principal: "s3.amazonaws.com" },
        "let S3 call it, for whichever account",
      ),
    ],
  },
];

export const urlAttacks: readonly Attack[] = [
  {
    name: "open-function-url",
    title: "A function with an address that asks nobody who they are",
    steps: [
      ...makeFunction("attacked-address"),
      lambda(
        "CreateFunctionUrlConfig",
        {
          FunctionName: "attacked-address",
          AuthType: "NONE",
          Cors: { AllowOrigins: ["*"], MaxAge: 60 },
        },
        "give it an address for everyone",
      ),
    ],
  },
  {
    name: "unlock-function-url",
    title: "A function whose address asks nobody any more who they are",
    steps: [
      ...makeFunction("attacked-unlocked"),
      lambda(
        "CreateFunctionUrlConfig",
        { FunctionName: "attacked-unlocked", AuthType: "AWS_IAM", InvokeMode: "RESPONSE_STREAM" },
        "give it an address for whoever has the right",
      ),
      lambda(
        "UpdateFunctionUrlConfig",
        { FunctionName: "attacked-unlocked", AuthType: "NONE" },
        "let everyone use it",
      ),
    ],
  },
];

const LayerName = "attacked-layer";

export const layerAttacks: readonly Attack[] = [
  {
    name: "share-layer",
    title: "A layer that every account may use",
    steps: [
      lambda("PublishLayerVersion", { LayerName, Content: { ZipFile: CODE } }, "make a layer"),
      lambda(
        "AddLayerVersionPermission",
        {
          LayerName,
          VersionNumber: 1,
          StatementId: "everyone",
          Action: "lambda:GetLayerVersion",
          Principal: "*",
        },
        "share it with every account",
      ),
    ],
  },
];
