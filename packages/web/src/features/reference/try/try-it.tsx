import Button from "@cloudscape-design/components/button";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { sendAsTold } from "../../../api/client.ts";
import { describeFailure } from "../../../api/failure.ts";
import { JsonTextBlock } from "../../../text/json-block.tsx";
import { visible } from "../../../text/visible.ts";
import type { Operation } from "../operations.ts";
import type { Parameter } from "../reference-request.ts";
import { addressOf, asked, type Values } from "./address.ts";

async function send(address: string) {
  const answer = await sendAsTold(address);
  return { status: answer.status, ok: answer.ok, text: await answer.text() };
}

/** What could stand there, or what does where nothing is typed. */
function placeholderOf(schema: Parameter["schema"]): string {
  const value = schema?.example ?? schema?.default;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Sends a request that only reads, in the name of whoever is signed in, and shows what comes back. */
export function TryIt({ operation }: { operation: Operation }) {
  const [values, setValues] = useState<Values>({});
  const { mutate, data, error, isPending } = useMutation({ mutationFn: send });
  const address = addressOf(operation, values);
  const go = () => address !== undefined && mutate(address);
  return (
    <ExpandableSection headerText="Try it">
      <SpaceBetween size="s">
        <ColumnLayout columns={3} minColumnWidth={220}>
          {asked(operation).map(({ name, in: where, schema, required }) => (
            <FormField
              key={`${where} ${name}`}
              label={visible(name)}
              constraintText={required ? "Required" : null}
            >
              <Input
                value={values[name] ?? ""}
                placeholder={visible(placeholderOf(schema))}
                onChange={({ detail }) => setValues({ ...values, [name]: detail.value })}
                onKeyDown={({ detail }) => detail.key === "Enter" && go()}
              />
            </FormField>
          ))}
        </ColumnLayout>
        <Button
          loading={isPending}
          disabled={address === undefined}
          disabledReason="Fill in what is required."
          ariaLabel={`Send ${operation.id}`}
          onClick={go}
        >
          Send
        </Button>
        {error && <StatusIndicator type="error">{describeFailure(error)}</StatusIndicator>}
        {data && (
          <SpaceBetween size="xs">
            <StatusIndicator type={data.ok ? "success" : "error"}>HTTP {data.status}</StatusIndicator>
            <JsonTextBlock label={`${operation.id}: what came back`} text={data.text} />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </ExpandableSection>
  );
}
