import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { CodeBlock } from "../../../text/code-block.tsx";
import { JsonBlock } from "../../../text/json-block.tsx";
import { useSession } from "../../session/session-context.ts";
import { answersOf, mediaOf, type Operation } from "../operations.ts";
import type { ApiDocument } from "../reference-request.ts";
import { SchemaSection } from "../schema/schema-section.tsx";
import { Inline } from "../text/inline.tsx";
import { TryIt } from "../try/try-it.tsx";
import { curlOf } from "./curl.ts";
import { ParameterTable } from "./parameter-table.tsx";
import { Problems } from "./problems.tsx";

interface OperationDetailProps {
  operation: Operation;
  components: ApiDocument["components"];
}

/** All that the API's description says of one operation. */
export function OperationDetail({ operation, components }: OperationDetailProps) {
  const { schemas } = components;
  const { id, method, declared } = operation;
  const { description, parameters = [], requestBody } = declared;
  const { success, problems } = answersOf(operation, components);
  const { origin } = window.location;
  const signIn = useSession() !== undefined;
  const request = mediaOf(requestBody?.content);
  return (
    <SpaceBetween size="m">
      <SpaceBetween size="xs" direction="horizontal" alignItems="center">
        <Badge>needs the role {declared["x-role"]}</Badge>
        <CopyToClipboard
          variant="inline"
          textToDisplay={id}
          textToCopy={`${origin}/docs#${id}`}
          copyButtonAriaLabel={`Copy the address of ${id}`}
          copySuccessText="Address copied"
          copyErrorText="The browser did not allow to copy"
          popoverRenderWithPortal
        />
      </SpaceBetween>
      {description !== undefined && (
        <div>
          <Inline text={description} />
        </div>
      )}
      {parameters.length > 0 && <ParameterTable operation={operation} schemas={schemas} />}
      {request && (
        <SpaceBetween size="xs">
          <Box variant="h4">Request</Box>
          <JsonBlock label={`${id}: example of a request`} value={request.example} />
          <SchemaSection what="request" schema={request.schema} schemas={schemas} />
        </SpaceBetween>
      )}
      <SpaceBetween size="xs">
        <Box variant="h4">In a shell</Box>
        <CodeBlock label={`${id}: curl command`} text={curlOf(operation, { origin, signIn })} />
      </SpaceBetween>
      {method === "GET" && <TryIt operation={operation} />}
      {success.map(({ status, answer }) => (
        <SpaceBetween key={status} size="xs">
          <Box variant="h4">Answer {status}</Box>
          <div>
            <Inline text={answer.description ?? ""} />
          </div>
          <JsonBlock label={`${id}: example of an answer`} value={mediaOf(answer.content)?.example} />
          <SchemaSection what="answer" schema={mediaOf(answer.content)?.schema} schemas={schemas} />
        </SpaceBetween>
      ))}
      <Problems id={id} problems={problems} />
    </SpaceBetween>
  );
}
