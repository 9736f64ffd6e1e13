import { CodeBlock } from "./code-block.tsx";
import { visibleJson } from "./visible.ts";

/** A value as indented JSON. */
export function JsonBlock({ label, value }: { label: string; value: unknown }) {
  const shown = visibleJson(JSON.stringify(value, null, 2) ?? "null");
  return <CodeBlock label={label} text={shown} shown={shown} />;
}

/** JSON text, indented; text that is no JSON as it is. */
export function JsonTextBlock({ label, text }: { label: string; text: string }) {
  const value = parse(text);
  return value === undefined ? (
    <CodeBlock label={label} text={text} />
  ) : (
    <JsonBlock label={label} value={value} />
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A record that was cut or never was JSON is still to be seen.
    return undefined;
  }
}
