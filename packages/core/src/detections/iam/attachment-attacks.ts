import type { Attack } from "../define.ts";
import {
  EVERYTHING,
  iamStep,
  makeGroup,
  makePolicy,
  makeRole,
  makeUser,
  policyMadeBy,
} from "./principal-attacks.ts";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

export const attachAttacks: Attack[] = [
  {
    name: "attach-admin-to-user",
    title: "AdministratorAccess for a user",
    steps: [
      makeUser("attacked-attach"),
      iamStep(
        "AttachUserPolicy",
        { UserName: "attacked-attach", PolicyArn: ADMINISTRATOR },
        "attach AdministratorAccess to it",
      ),
    ],
  },
  {
    name: "attach-admin-to-group",
    title: "AdministratorAccess for a group",
    steps: [
      makeGroup("attacked-attach"),
      iamStep(
        "AttachGroupPolicy",
        { GroupName: "attacked-attach", PolicyArn: ADMINISTRATOR },
        "attach AdministratorAccess to it",
      ),
    ],
  },
  {
    name: "attach-own-admin-to-role",
    title: "A policy of the account's own that allows everything, for a role",
    steps: [
      makeRole("attacked-attach"),
      makePolicy("attacked-everything", EVERYTHING),
      iamStep(
        "AttachRolePolicy",
        { RoleName: "attacked-attach", PolicyArn: policyMadeBy(1) },
        "attach it to the role",
      ),
    ],
  },
];
