import type { Attack } from "../define.ts";
import { allow, EVERYTHING, iamStep, makeGroup, makeRole, makeUser, READING } from "./principal-attacks.ts";

export const inlineAttacks: Attack[] = [
  {
    name: "inline-admin-for-user",
    title: "A user's inline policy is changed to one that allows everything",
    steps: [
      makeUser("attacked-inline"),
      iamStep(
        "PutUserPolicy",
        { UserName: "attacked-inline", PolicyName: "work", PolicyDocument: READING },
        "give it a policy that reads one bucket",
      ),
      iamStep(
        "PutUserPolicy",
        { UserName: "attacked-inline", PolicyName: "work", PolicyDocument: EVERYTHING },
        "change the policy to one that allows everything",
      ),
    ],
  },
  {
    name: "inline-admin-for-role",
    title: "All of IAM for a role, beside a harmless statement",
    steps: [
      makeRole("attacked-inline"),
      iamStep(
        "PutRolePolicy",
        {
          RoleName: "attacked-inline",
          PolicyName: "work",
          PolicyDocument: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Sid: "Logs", Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" },
              { Sid: "Identity", Effect: "Allow", Action: ["iam:*"], Resource: ["*"] },
            ],
          }),
        },
        "give it a policy with all of IAM in it",
      ),
    ],
  },
  {
    name: "inline-escalation-for-group",
    title: "A group whose members may attach any policy to anybody",
    steps: [
      makeGroup("attacked-inline"),
      iamStep(
        "PutGroupPolicy",
        {
          GroupName: "attacked-inline",
          PolicyName: "onboarding",
          PolicyDocument: allow(["iam:AttachUserPolicy", "iam:GetUser"], "*"),
        },
        "let the group attach policies",
      ),
    ],
  },
];
