import type { JsonObject } from "../../json.ts";
import type { Attack } from "../define.ts";
import { iamStep, makeRole } from "./principal-attacks.ts";

const trusting = (...principals: JsonObject[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: principals.map((Principal) => ({ Effect: "Allow", Principal, Action: "sts:AssumeRole" })),
  });

const EC2 = { Service: "ec2.amazonaws.com" };

export const trustAttacks: Attack[] = [
  {
    name: "trust-foreign-account",
    title: "A role comes to trust another account, beside whom it trusted",
    steps: [
      makeRole("attacked-trust-foreign"),
      iamStep(
        "UpdateAssumeRolePolicy",
        {
          RoleName: "attacked-trust-foreign",
          PolicyDocument: trusting(EC2, { AWS: "arn:aws:iam::999999999999:root" }),
        },
        "let account 999999999999 take it, too",
      ),
    ],
  },
  {
    name: "trust-everyone",
    title: "A role is made that everyone may take",
    steps: [
      iamStep(
        "CreateRole",
        {
          RoleName: "attacked-trust-everyone",
          AssumeRolePolicyDocument: trusting({ AWS: "*" }),
        },
        "make a role that trusts everyone",
      ),
    ],
  },
];
