import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const Name = "attacked-document";
const content = {
  schemaVersion: "2.2",
  description: "made to be attacked",
  mainSteps: [{ action: "aws:runShellScript", name: "nothing", inputs: { runCommand: ["true"] } }],
};

const ssm = (operation: string, input: Step["input"], does: string): Step => ({
  service: "ssm",
  operation,
  input,
  does,
});

const share = (accounts: string[], does: string): Step[] => [
  ssm(
    "CreateDocument",
    { Name, Content: JSON.stringify(content), DocumentType: "Command", DocumentFormat: "JSON" },
    "make a document",
  ),
  ssm("ModifyDocumentPermission", { Name, PermissionType: "Share", AccountIdsToAdd: accounts }, does),
];

export const documentAttacks: readonly Attack[] = [
  {
    name: "publish-document",
    title: "A Systems Manager document for everyone",
    steps: share(["all"], "share it with everyone"),
  },
  {
    name: "share-document",
    title: "A Systems Manager document for other accounts",
    steps: share(["444455556666", "999999999999"], "share it with two accounts that nobody knows"),
  },
];
