import Box from "@cloudscape-design/components/box";
import LiveRegion from "@cloudscape-design/components/live-region";
import Steps, { type StepsProps } from "@cloudscape-design/components/steps";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { EventLine, EventText } from "../../text/event-text.tsx";
import { useNow } from "../../time/now.ts";
import { FindingLink } from "../finding/finding-link.tsx";
import type { Finding } from "../finding/finding-types.ts";
import { SeverityBadge } from "../finding/severity-badge.tsx";
import { StoodOpen } from "../finding/stood-open.tsx";
import type { Attempted } from "./attack-request.ts";
import { RunCalls } from "./run-calls.tsx";
import { runFindings } from "./run-finding-request.ts";
import { callStage, findingStages, formatTook, mainFinding, type Stage } from "./stages.ts";

interface RunStagesProps {
  id: number;
  title: string;
  attempted: Attempted;
}

/** An attack on its way through Snapback: from its calls to an account that is safe again. */
export function RunStages({ id, title, attempted }: RunStagesProps) {
  const { data: findings = [] } = useQuery(runFindings(id, attempted.run));
  const now = useNow();
  const finding = mainFinding(findings, attempted.run.detection);
  const [found, ...then] = findingStages(attempted, finding, now);
  const others = findings.filter((other) => other !== finding);
  const said = [callStage(attempted), ...(found ? [found] : []), ...then].map(headerOf);
  const steps = [
    step(callStage(attempted), <RunCalls attempted={attempted} />),
    ...(found ? [step(found, finding && <Found findings={[finding, ...others]} />)] : []),
    ...then.map((stage, index) =>
      step(stage, index === 0 && finding ? <Answer finding={finding} /> : undefined),
    ),
  ];
  return (
    <>
      <Steps ariaLabel={`What became of it: ${title}`} steps={steps} />
      <LiveRegion hidden>{`${title}: ${said.join(". ")}`}</LiveRegion>
    </>
  );
}

function headerOf({ text, ms }: Stage): string {
  return ms === undefined ? text : `${text} ${formatTook(ms)}`;
}

function step(stage: Stage, details?: ReactNode): StepsProps.Step {
  return {
    status: stage.status,
    statusIconAriaLabel: stage.status,
    header: headerOf(stage),
    ...(details !== undefined && { details }),
  };
}

function Found({ findings }: { findings: readonly Finding[] }) {
  return findings.map(({ id, severity, summary }) => (
    <div key={id}>
      <SeverityBadge severity={severity} />{" "}
      <FindingLink id={id}>
        <EventLine text={summary} wrap />
      </FindingLink>
    </div>
  ));
}

/** What there is to say of Snapback's answer to it. */
function Answer({ finding }: { finding: Finding }) {
  const { state, hold, safe, failure, proposal } = finding;
  if (hold !== undefined) return <EventText text={hold} limit={300} />;
  if (failure !== undefined && state === "failed") return <EventText text={failure.message} limit={300} />;
  if (proposal !== undefined && state === "awaiting-approval")
    return (
      <>
        <EventText text={proposal.why} limit={300} />:{" "}
        <FindingLink id={finding.id}>decide about it</FindingLink>
      </>
    );
  if (safe === undefined) return null;
  return (
    <Box variant="small" color="text-body-secondary">
      It stood open: <StoodOpen finding={finding} />
    </Box>
  );
}
