import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { PageLink } from "../../app/navigation/page-link.tsx";
import type { Listed } from "../detection/catalogue/catalogue.ts";
import type { Mode } from "../detection/detection-request.ts";
import { ModeIndicator } from "../detection/mode/mode-indicator.tsx";
import { modeOrder, modeWords } from "../detection/mode/mode-words.ts";
import { ReferenceLink } from "../detection/reference-link.tsx";
import { SeverityBadge } from "../finding/severity-badge.tsx";
import styles from "./coverage.module.css";
import {
  type CoverageQuery,
  coverageAddress,
  filterControls,
  frameworksOf,
  modeOf,
  parseCoverageQuery,
} from "./coverage.ts";

interface CoverageViewProps {
  detections: readonly Listed[];
  query: CoverageQuery;
  onQuery: (query: CoverageQuery) => void;
}

/** What of the frameworks is covered, by which detection, and what is done about it. */
export function CoverageView({ detections, query, onQuery }: CoverageViewProps) {
  const frameworks = frameworksOf(detections);
  const chosen = frameworks.find(({ name }) => name === query.framework) ?? frameworks[0];
  if (!chosen) return null;
  const change = (part: Record<string, unknown>) => onQuery(parseCoverageQuery({ ...query, ...part }));
  const controls = filterControls(chosen.controls, query);
  const countOf = (mode: Mode) => chosen.controls.filter((control) => modeOf(control) === mode).length;
  const what = chosen.framework === "MITRE ATT&CK" ? "Technique" : "Control";
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="What Snapback's detections answer to. What they don't is not in these lists."
        actions={
          <Select
            inlineLabelText="Framework"
            ariaLabel="Framework"
            options={frameworks.map(({ name }) => ({ value: name, label: name }))}
            selectedOption={{ value: chosen.name, label: chosen.name }}
            onChange={({ detail }) => change({ framework: detail.selectedOption.value })}
          />
        }
      >
        Coverage
      </Header>
      <Container
        header={
          <Header variant="h2" counter={`(${chosen.controls.length})`}>
            {chosen.name}
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          minColumnWidth={140}
          items={modeOrder.toReversed().map((mode) => ({
            label: <ModeIndicator mode={mode} />,
            value: (
              <PageLink
                variant="awsui-value-large"
                href={coverageAddress(
                  parseCoverageQuery({ ...query, mode: query.mode === mode ? undefined : mode }),
                )}
                ariaLabel={`${countOf(mode)} in mode ${modeWords[mode].label.toLowerCase()}`}
              >
                {countOf(mode)}
              </PageLink>
            ),
          }))}
        />
      </Container>
      <Table
        contentDensity="compact"
        wrapLines
        stickyHeader
        trackBy="id"
        items={controls}
        ariaLabels={{ tableLabel: chosen.name }}
        header={
          <Header variant="h2" counter={`(${controls.length})`}>
            {query.mode === undefined
              ? "All that is covered"
              : `In mode ${modeWords[query.mode].label.toLowerCase()}${query.mode === "auto" ? "" : " at most"}`}
          </Header>
        }
        filter={
          <TextFilter
            filteringText={query.q ?? ""}
            filteringPlaceholder={`Search by ${what.toLowerCase()} or detection`}
            filteringAriaLabel="Search"
            filteringClearAriaLabel="Clear the text"
            onChange={({ detail }) => change({ q: detail.filteringText })}
          />
        }
        empty={
          <SpaceBetween size="s">
            <Box>Nothing of {chosen.name} matches.</Box>
            <Button onClick={() => onQuery({ framework: chosen.name })}>Clear filters</Button>
          </SpaceBetween>
        }
        columnDefinitions={[
          {
            id: "control",
            header: what,
            isRowHeader: true,
            cell: ({ id, name }) => (
              <>
                <ReferenceLink framework={chosen.framework} version={chosen.version} id={id} />
                {name !== undefined && (
                  <Box variant="small" color="text-body-secondary" display="block">
                    {name}
                  </Box>
                )}
              </>
            ),
          },
          {
            id: "detections",
            header: "Detections, and what each does",
            cell: (control) => (
              <ul className={styles.detections}>
                {control.detections.map(({ id, title, severity, mode, responds }) => (
                  <li key={id}>
                    <SeverityBadge severity={severity} />
                    <PageLink href={`/detections/${encodeURIComponent(id)}`}>{title}</PageLink>
                    {mode && <ModeIndicator mode={mode} />}
                    {!responds && <Box color="text-body-secondary">only reports</Box>}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
