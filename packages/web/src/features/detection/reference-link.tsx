import Link from "@cloudscape-design/components/link";
import { frameworkPage } from "./framework-pages.ts";

/** A framework's control or technique, with a link to its own page. */
export function ReferenceLink({ framework, id }: { framework: string; id: string }) {
  const href = frameworkPage(framework, id);
  if (href === undefined) return id;
  return (
    <Link external href={href} rel="noreferrer" externalIconAriaLabel="Opens in a new tab">
      {id}
    </Link>
  );
}
