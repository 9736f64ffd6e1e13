import KeyValuePairs, { type KeyValuePairsProps } from "@cloudscape-design/components/key-value-pairs";
import type { ReactNode } from "react";
import { EventText } from "../../../text/event-text.tsx";

type Fact = KeyValuePairsProps.Pair;

export function fact(label: string, value: ReactNode): Fact {
  return { label, value };
}

/** A fact that not everything has; without it there is nothing to show. */
export function given(label: string, text: string | undefined, limit = 200): Fact[] {
  return text === undefined ? [] : [fact(label, <EventText text={text} limit={limit} />)];
}

export function Facts({ label, facts }: { label: string; facts: readonly Fact[] }) {
  return <KeyValuePairs ariaLabel={label} columns={3} minColumnWidth={170} items={facts} />;
}
