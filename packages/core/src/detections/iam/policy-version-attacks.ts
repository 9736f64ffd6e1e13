import type { Attack } from "../define.ts";
import { EVERYTHING, iamStep, makePolicy, policyMadeBy, READING } from "./principal-attacks.ts";

const made = policyMadeBy(0);

export const versionAttacks: Attack[] = [
  {
    name: "admin-policy-version",
    title: "A harmless policy gets a new version that allows everything",
    steps: [
      makePolicy("attacked-version", READING),
      iamStep(
        "CreatePolicyVersion",
        { PolicyArn: made, PolicyDocument: EVERYTHING, SetAsDefault: true },
        "make a version that allows everything, and put it in force",
      ),
    ],
  },
  {
    name: "admin-policy-version-sleeper",
    title: "A version that allows everything is made, and put in force later",
    steps: [
      makePolicy("attacked-sleeper", READING),
      iamStep(
        "CreatePolicyVersion",
        { PolicyArn: made, PolicyDocument: EVERYTHING },
        "make a version that allows everything, and leave it",
      ),
      iamStep(
        "SetDefaultPolicyVersion",
        { PolicyArn: made, VersionId: { $from: { step: 1, path: ["PolicyVersion", "VersionId"] } } },
        "put it in force",
      ),
    ],
  },
];
