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
      makeUser("snapback-attack-attach"),
      iamStep(
        "AttachUserPolicy",
        { UserName: "snapback-attack-attach", PolicyArn: ADMINISTRATOR },
        "attach AdministratorAccess to it",
      ),
    ],
  },
  {
    name: "attach-admin-to-group",
    title: "AdministratorAccess for a group",
    steps: [
      makeGroup("snapback-attack-attach"),
      iamStep(
        "AttachGroupPolicy",
        { GroupName: "snapback-attack-attach", PolicyArn: ADMINISTRATOR },
        "attach AdministratorAccess to it",
      ),
    ],
  },
  {
    name: "attach-own-admin-to-role",
    title: "A policy of the account's own that allows everything, for a role",
    steps: [
      makeRole("snapback-attack-attach"),
      makePolicy("snapback-attack-everything", EVERYTHING),
      iamStep(
        "AttachRolePolicy",
        { RoleName: "snapback-attack-attach", PolicyArn: policyMadeBy(1) },
        "attach it to the role",
      ),
    ],
  },
];
