import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Tabs from "@cloudscape-design/components/tabs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { describeFailure } from "../../api/failure.ts";
import { type Account, account, type Kind } from "./account-request.ts";
import { KindTable } from "./kind-table.tsx";
import { markedCount, markedKinds } from "./marked.ts";

const FEW = 25;
const MANY = 500;

/** What the sandbox account looks like now. */
export function AccountPanel() {
  const [limit, setLimit] = useState(FEW);
  const { data, error } = useQuery(account(limit));
  return (
    <Container
      header={
        <Header variant="h2" description="Read again every two seconds. What is marked comes first.">
          The account now
        </Header>
      }
    >
      {data && <AccountTabs account={data} onMore={() => setLimit(MANY)} />}
      {!data && error && <StatusIndicator type="error">{describeFailure(error)}</StatusIndicator>}
      {!data && !error && <StatusIndicator type="loading">Looking at the account</StatusIndicator>}
    </Container>
  );
}

function AccountTabs({ account: seen, onMore }: { account: Account; onMore: () => void }) {
  const marked = markedKinds(seen);
  const total = seen.services.reduce((sum, service) => sum + markedCount(service), 0);
  const tables = (kinds: { title: string; kind: Kind }[]) => (
    <SpaceBetween size="l">
      {kinds.map(({ title, kind }) => (
        <KindTable key={kind.kind} title={title} kind={kind} onMore={onMore} />
      ))}
    </SpaceBetween>
  );
  return (
    <Tabs
      ariaLabel="The account, by service"
      tabs={[
        {
          id: "marked",
          label: `What stands out (${total.toLocaleString("en")})`,
          content: marked.length > 0 ? tables(marked) : <AllWell />,
        },
        ...seen.services.map((service) => ({
          id: service.service,
          label: `${service.title}${markedCount(service) > 0 ? ` (${markedCount(service).toLocaleString("en")})` : ""}`,
          content: tables(service.kinds.map((kind) => ({ title: kind.title, kind }))),
        })),
      ]}
    />
  );
}

function AllWell() {
  return (
    <Box padding="l" textAlign="center">
      <StatusIndicator type="success">Nothing is open to the world, and nothing is weak</StatusIndicator>
    </Box>
  );
}
