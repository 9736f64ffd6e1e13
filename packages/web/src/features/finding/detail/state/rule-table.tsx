import Badge, { type BadgeProps } from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import { EventText } from "../../../../text/event-text.tsx";
import { describeTraffic, type Mark, type MarkedRule } from "./group-rules.ts";
import styles from "./rule-table.module.css";

const SHOWN = 8;
const DESCRIPTION_SHOWN = 120;

const marks: Record<Exclude<Mark, "same">, { label: string; color: NonNullable<BadgeProps["color"]> }> = {
  removed: { label: "Removed", color: "red" },
  added: { label: "Added", color: "green" },
  changed: { label: "Changed", color: "blue" },
};

function RuleMark({ mark }: { mark: Mark }) {
  if (mark === "same") return null;
  const { label, color } = marks[mark];
  return (
    <div className={styles[mark]}>
      <Badge color={color}>{label}</Badge>
    </div>
  );
}

function RuleName({ rule: { id, description, mark } }: { rule: MarkedRule }) {
  return (
    <>
      <RuleMark mark={mark} />
      <EventText text={id} />
      {description !== "" && (
        <Box variant="small" color="text-body-secondary" display="block">
          <EventText text={description} limit={DESCRIPTION_SHOWN} />
        </Box>
      )}
    </>
  );
}

const columns: TableProps.ColumnDefinition<MarkedRule>[] = [
  { id: "rule", header: "Rule", width: "42%", isRowHeader: true, cell: (rule) => <RuleName rule={rule} /> },
  {
    id: "traffic",
    header: "Traffic",
    width: "22%",
    cell: (rule) => <EventText text={describeTraffic(rule)} />,
  },
  { id: "source", header: "Address", width: "36%", cell: ({ source }) => <EventText text={source} /> },
];

/** A security group's rules of one direction. */
export function RuleTable({ title, rules }: { title: string; rules: MarkedRule[] }) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? rules : rules.slice(0, SHOWN);
  const hidden = rules.length - shown.length;
  return (
    <Table
      variant="borderless"
      contentDensity="compact"
      wrapLines
      cellVerticalAlign="top"
      trackBy="id"
      items={shown}
      columnDefinitions={columns}
      header={
        <Header variant="h3" counter={`(${rules.length})`}>
          {title}
        </Header>
      }
      ariaLabels={{ tableLabel: `Rules: ${title}` }}
      empty="No rules"
      footer={
        hidden > 0 && (
          <Button variant="inline-link" onClick={() => setWhole(true)}>
            Show {hidden} more rules
          </Button>
        )
      }
    />
  );
}
