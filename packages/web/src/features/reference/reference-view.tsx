import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useState } from "react";
import { saveFile } from "../../text/save-file.ts";
import { visible } from "../../text/visible.ts";
import { OperationSection } from "./operation/operation-section.tsx";
import { matching, operationsOf } from "./operations.ts";
import { ProblemKinds } from "./problem-kinds.tsx";
import type { ApiDocument } from "./reference-request.ts";
import { Guide } from "./text/guide.tsx";
import { useAnchor } from "./use-anchor.ts";

/**
 * The API's reference, from its own description. It is the console's own, since the usual tools for it bring styles and scripts
 * that a strict Content-Security-Policy forbids, and can't be used by everyone.
 */
export function ReferenceView({ document }: { document: ApiDocument }) {
  const [text, setText] = useState("");
  const { isOpen, open } = useAnchor();
  const all = operationsOf(document);
  const found = matching(all, text);
  const groups = document.tags.flatMap(({ name, description }) => {
    const operations = found.filter(({ tag }) => tag === name);
    return operations.length === 0 ? [] : [{ name, description, operations }];
  });
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={`Version ${visible(document.info.version)}: all that the console does, it does by these operations.`}
        actions={
          <Button
            iconName="download"
            onClick={() =>
              saveFile("snapback-openapi.json", "application/json", JSON.stringify(document, null, 2))
            }
          >
            OpenAPI document
          </Button>
        }
      >
        API
      </Header>
      <ExpandableSection
        variant="container"
        headerText="How to use it"
        headingTagOverride="h2"
        defaultExpanded={false}
      >
        <Guide markdown={document.info.description} />
      </ExpandableSection>
      <TextFilter
        filteringText={text}
        filteringPlaceholder="Find an operation"
        filteringAriaLabel="Find an operation"
        filteringClearAriaLabel="Clear"
        countText={found.length === 1 ? "1 operation" : `${found.length} operations`}
        onChange={({ detail }) => setText(detail.filteringText)}
      />
      {groups.length === 0 && (
        <Box textAlign="center" color="text-body-secondary" padding="l">
          No operation has all of these words.
        </Box>
      )}
      {groups.map(({ name, description, operations }) => (
        <Container
          key={name}
          header={
            <Header variant="h2" counter={`(${operations.length})`} description={visible(description)}>
              {visible(name)}
            </Header>
          }
        >
          {operations.map((operation) => (
            <OperationSection
              key={operation.id}
              operation={operation}
              components={document.components}
              open={isOpen(operation.id)}
              onOpen={(now) => open(operation.id, now)}
            />
          ))}
        </Container>
      ))}
      <ProblemKinds kinds={document["x-problems"]} />
    </SpaceBetween>
  );
}
