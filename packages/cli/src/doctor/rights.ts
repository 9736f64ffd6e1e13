import {
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import { functionName } from "@snapback/core/deployment/deployment";
import { functionNames } from "@snapback/core/deployment/functions";
import { functionStatements } from "@snapback/core/grants/functions";
import { type LiveStatement, PolicyDocument } from "./compare-rights.ts";
import { asked, type Check, counted, deployAgain, type Examined, type Line } from "./line.ts";
import { roleFaults } from "./role-faults.ts";

const what = "rights";

/** What each function's role may do, against what this checkout declares for it: not less, and not more. */
export const rights: Check = async (examined) => {
  const { deployment, detections } = examined;
  const wanted = functionNames(detections);
  const found = await Promise.all(
    wanted.map(async (name) => {
      if (!deployment.functions.includes(name)) return [notDeployed(name, examined)];
      return asked(what, functionName(deployment.stage, name), () => faultsOf(name, examined));
    }),
  );
  const strange = deployment.functions.filter((name) => !wanted.some((one) => one === name));
  const fine = found.filter((lines) => lines.length === 0).length;
  const ok: Line = {
    status: "ok",
    what,
    detail: `${counted(fine, "function")} with just the rights they need`,
  };
  return [
    ...(fine > 0 ? [ok] : []),
    ...found.flat(),
    ...strange.map((name): Line => {
      const detail = `${functionName(deployment.stage, name)} is deployed, and not in this checkout: its rights are not looked at`;
      return { status: "warn", what, detail, next: deployAgain(examined) };
    }),
  ];
};

function notDeployed(name: string, examined: Examined): Line {
  const detail = `${functionName(examined.deployment.stage, name)} is in this checkout, and not deployed`;
  return { status: "warn", what, detail, next: deployAgain(examined) };
}

async function faultsOf(name: ReturnType<typeof functionNames>[number], examined: Examined): Promise<Line[]> {
  const { deployment, clients, detections } = examined;
  const { iam } = clients(deployment.home);
  const RoleName = functionName(deployment.stage, name);
  const [trust, live, attached] = await Promise.all([
    trustOf(iam, RoleName),
    statementsOf(iam, RoleName),
    attachedTo(iam, RoleName),
  ]);
  const expected = functionStatements(name, deployment, detections);
  return roleFaults(expected, { trust, statements: live, attached }).map((fault, index, all) => ({
    status: "fail",
    what,
    detail: `${RoleName} ${fault}`,
    // One deploy mends them all.
    ...(index === all.length - 1 && { next: deployAgain(examined) }),
  }));
}

async function trustOf(iam: IAMClient, RoleName: string): Promise<unknown> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  return documentOf(Role?.AssumeRolePolicyDocument);
}

async function statementsOf(client: IAMClient, RoleName: string): Promise<LiveStatement[]> {
  const names: string[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName }))
    names.push(...PolicyNames);
  const documents = await Promise.all(
    names.map(async (PolicyName) => {
      const { PolicyDocument: text } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return PolicyDocument.parse(documentOf(text));
    }),
  );
  return documents.flatMap(({ Statement }) => Statement);
}

async function attachedTo(client: IAMClient, RoleName: string): Promise<string[]> {
  const arns: string[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName }))
    arns.push(
      ...AttachedPolicies.map(({ PolicyArn, PolicyName }) => PolicyArn ?? PolicyName ?? "without a name"),
    );
  return arns;
}

/** IAM gives documents URL-encoded: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
function documentOf(text = ""): unknown {
  return JSON.parse(decodeURIComponent(text));
}
