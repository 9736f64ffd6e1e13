import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { PageLink } from "../../../app/navigation/page-link.tsx";
import { Ago } from "../../../time/time.tsx";
import { SeverityBadge } from "../../finding/severity-badge.tsx";
import { CountLink } from "../../overview/count-link.tsx";
import { useSession } from "../../session/session-context.ts";
import type { Settings } from "../../settings/settings-request.ts";
import type { DetectionDetail } from "../detection-request.ts";
import { ModePanel } from "../mode/mode-panel.tsx";
import { ParameterPanel } from "../parameters/parameter-panel.tsx";
import { serviceName } from "../service-name.ts";
import { AboutPanel } from "./about-panel.tsx";
import styles from "./detection-view.module.css";
import { DoesPanel } from "./does-panel.tsx";
import { RightsPanel } from "./rights-panel.tsx";

interface DetectionViewProps {
  detail: DetectionDetail;
  settings: Settings;
}

/** All of one detection. */
export function DetectionView({ detail, settings }: DetectionViewProps) {
  const { detection, service, findings, attacks } = detail;
  const laptop = useSession() === undefined;
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={detection.id}>
        {detection.title}
      </Header>
      <Container>
        <KeyValuePairs
          columns={4}
          minColumnWidth={140}
          items={[
            { label: "Severity", value: <SeverityBadge severity={detection.severity} /> },
            { label: "Service", value: serviceName(service) },
            {
              label: "Findings",
              value: (
                <Box>
                  <CountLink count={findings.standing} of="open now" /> open now,{" "}
                  <CountLink count={findings.total} of="in all" /> in all
                </Box>
              ),
            },
            {
              label: "Last seen",
              value: findings.lastSeenAt === undefined ? "Never" : <Ago at={findings.lastSeenAt} />,
            },
            ...(laptop && attacks.length > 0
              ? [
                  {
                    label: "See it at work",
                    value: (
                      <PageLink href={`/sandbox?q=${encodeURIComponent(detection.id)}`}>
                        {attacks.length === 1 ? "1 attack" : `${attacks.length} attacks`} on the sandbox
                      </PageLink>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Container>
      <div className={styles.columns}>
        <SpaceBetween size="l">
          <ModePanel detail={detail} settings={settings} />
          <ParameterPanel detail={detail} settings={settings} />
        </SpaceBetween>
        <SpaceBetween size="l">
          <AboutPanel detection={detection} />
          <DoesPanel detail={detail} />
        </SpaceBetween>
      </div>
      <RightsPanel {...detail} />
    </SpaceBetween>
  );
}
