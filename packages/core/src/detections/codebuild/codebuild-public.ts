import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { projectAttacks } from "./project-attacks.ts";

const Evidence = z.object({ name: z.string() });

const text = z.string().optional().catch(undefined);
const Request = z.object({ projectArn: text, projectVisibility: text });
const ARN = /^arn:[\w-]+:codebuild:([\w-]+):(\d{12}):project\/([A-Za-z0-9][\w-]{1,254})$/;

export default defineDetection({
  id: "codebuild-public",
  title: "CodeBuild project whose builds everyone may read",
  severity: "high",
  why: "Logs and artifacts of every build, past ones too, are on the internet: names, addresses, versions, and the secrets that a build prints.",
  triage: [
    "Read the logs as a stranger would: treat secrets in them as known to others.",
    "See what the project's resource access role may read.",
  ],
  falsePositives: ["An open source project that shows its builds on purpose: exempt it."],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1567"] }],
  notes: [
    "No record of this call was seen whole: the fields are those of the API.",
    "Whether AWS gives the builds the same address after the undo is not known.",
  ],
  events: [{ source: "codebuild.amazonaws.com", names: ["UpdateProjectVisibility"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const { projectArn, projectVisibility } = Request.parse(record.requestParameters ?? {});
    if (failed(record) || projectVisibility !== "PUBLIC_READ") return nothing;
    const resource = projectOf(projectArn, place);
    return resource ? { violations: [violation(resource)], suspicions: [] } : nothing;
  },

  response: {
    calls: ["codebuild:BatchGetProjects", "codebuild:UpdateProjectVisibility"],
    async inspect({ resource: { arn: projectArn }, evidence: { name } }, { live }) {
      const [project] = await (await live.client("codebuild")).BatchGetProjects({ names: [name] });
      const { projectVisibility = "PRIVATE", resourceAccessRole } = project ?? {};
      if (projectVisibility !== "PUBLIC_READ") return { state: { projectVisibility } };
      const role = resourceAccessRole !== undefined && { resourceAccessRole };
      return {
        // The role matters only while strangers read by way of it.
        state: { projectVisibility, ...role },
        guard: { projectVisibility },
        plan: {
          version: 1,
          steps: [
            visibility({ projectArn, projectVisibility: "PRIVATE" }, `show builds of ${name} to no stranger`),
          ],
          undo: [
            {
              ...visibility(
                { projectArn, projectVisibility: "PUBLIC_READ", ...role },
                `show builds of ${name} to everyone again`,
              ),
              undoes: 0,
            },
          ],
        },
      };
    },
    async tags({ id }, live) {
      const [project] = await (await live.client("codebuild")).BatchGetProjects({ names: [id] });
      return Object.fromEntries((project?.tags ?? []).map(({ key = "", value = "" }) => [key, value]));
    },
  },

  sweep: {
    calls: ["codebuild:ListProjects", "codebuild:BatchGetProjects"],
    async *resources({ live, ...place }) {
      const codebuild = await live.client("codebuild");
      const names = await codebuild.ListProjects({});
      for (const { arn, projectVisibility } of await codebuild.BatchGetProjects({ names })) {
        const resource = projectOf(arn, place);
        if (!resource) continue;
        const violations = projectVisibility === "PUBLIC_READ" ? [violation(resource)] : [];
        yield { resource: resource.arn, violations };
      }
    },
  },

  attacks: projectAttacks,
});

/** `undefined` for what is no project of this account and region. */
function projectOf(arn: string | undefined, { account, region }: Place): Resource | undefined {
  const [whole, inRegion, owner, id] = ARN.exec(arn ?? "") ?? [];
  if (whole === undefined || id === undefined || inRegion !== region || owner !== account) return undefined;
  return { arn: whole, type: "AWS::CodeBuild::Project", id };
}

function violation(resource: Resource): Violation<z.infer<typeof Evidence>> {
  return {
    resource,
    fingerprint: "public",
    summary: `everyone may read the builds of project ${resource.id}`,
    severity: "high",
    evidence: { name: resource.id },
  };
}

function visibility(input: Step["input"], does: string): Step {
  return { service: "codebuild", operation: "UpdateProjectVisibility", input, does };
}
