import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { openBaselines } from "@snapback/core/baseline/store";
import { openChannelReports } from "@snapback/core/channel/reports";
import { openChannelTests } from "@snapback/core/channel/tests";
import { openDecisions } from "@snapback/core/decision/store";
import { openExemptions } from "@snapback/core/exemption/store";
import { openRows } from "@snapback/core/finding/rows/rows";
import { openFindings } from "@snapback/core/finding/store";
import { openHeartbeats } from "@snapback/core/heartbeat/store";
import { openNotices } from "@snapback/core/notice/store";
import { openChangeCount } from "@snapback/core/response/cap";
import { openFallenPause } from "@snapback/core/response/pause";
import { openLedger } from "@snapback/core/settings/ledger";

/** What is kept in the findings table of this name. */
export function openTable(table: string, { client = new DynamoDBClient({}), gatherMs = 0 } = {}) {
  const findings = openFindings(client, table, { gatherMs });
  return {
    findings,
    /** Reads nothing before it is asked. */
    rows: openRows(findings.changes, () => new Date()),
    heartbeats: openHeartbeats(client, table),
    changes: openChangeCount(client, table),
    pause: openFallenPause(client, table),
    baselines: openBaselines(client, table),
    notices: openNotices(client, table),
    channelReports: openChannelReports(client, table),
  };
}

/** What people have decided: the settings table of this name. */
export function openDecided(table: string, { client = new DynamoDBClient({}) } = {}) {
  const ledger = openLedger(client, table);
  return {
    ledger,
    decisions: openDecisions(ledger),
    exemptions: openExemptions(ledger),
    channelTests: openChannelTests(ledger),
  };
}
