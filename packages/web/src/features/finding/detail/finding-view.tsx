import ContentLayout from "@cloudscape-design/components/content-layout";
import Grid from "@cloudscape-design/components/grid";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { DecisionProgress } from "../decide/decision-progress.tsx";
import { ProposalPanel } from "../decide/proposal-panel.tsx";
import { RefusalPanel } from "../decide/refusal-panel.tsx";
import type { Sent } from "../decide/sent.ts";
import { UndoByPerson } from "../decide/undo-by-person.tsx";
import type { FindingDetail } from "../finding-types.ts";
import { ActivityTimeline } from "./activity/activity-timeline.tsx";
import { ExposurePanel } from "./exposure/exposure-panel.tsx";
import { FindingHeader } from "./finding-header.tsx";
import { WhoPanel } from "./identity/who-panel.tsx";
import { Notices } from "./notices.tsx";
import { RawRecords } from "./records/raw-records.tsx";
import { useOpenRecords } from "./records/use-open-records.ts";
import { RelatedPanel } from "./related/related-panel.tsx";
import { ResponsePanel } from "./response/response-panel.tsx";
import { UndoPanel } from "./response/undo-panel.tsx";
import { StandingPanel } from "./standing/standing-panel.tsx";
import { StatePanel } from "./state/state-panel.tsx";

const twoColumns = [{ colspan: { default: 12, m: 8 } }, { colspan: { default: 12, m: 4 } }];

/** A finding's story in its order: who, what it exposed, what was done, how long it took; and the records that say so. */
export function FindingView({ detail }: { detail: FindingDetail }) {
  const { finding, detection, proposal, undo, latestUndo, occurrences } = detail;
  const [sent, setSent] = useState<Sent>();
  const records = useOpenRecords();
  return (
    <ContentLayout header={<FindingHeader detail={detail} onSent={setSent} />}>
      <SpaceBetween size="l">
        {sent && (
          <DecisionProgress key={sent.id} sent={sent} detail={detail} onDismiss={() => setSent(undefined)} />
        )}
        <Notices finding={finding} detection={detection} />
        {finding.refusal && <RefusalPanel refusal={finding.refusal} detail={detail} onSent={setSent} />}
        <Grid gridDefinition={twoColumns}>
          <SpaceBetween size="l">
            <WhoPanel finding={finding} onRecord={records.ask} />
            <ExposurePanel finding={finding} detection={detection} />
            <StatePanel detail={detail} />
            {proposal && <ProposalPanel proposal={proposal} />}
            <ResponsePanel detail={detail} />
            {undo?.byPerson && <UndoByPerson undo={undo} />}
            {latestUndo && <UndoPanel undo={latestUndo} />}
          </SpaceBetween>
          <SpaceBetween size="l">
            <StandingPanel detail={detail} />
            <ActivityTimeline detail={detail} />
            <RelatedPanel finding={finding} />
          </SpaceBetween>
        </Grid>
        <RawRecords findingId={finding.id} occurrences={occurrences} records={records} />
      </SpaceBetween>
    </ContentLayout>
  );
}
