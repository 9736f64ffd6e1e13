import Link from "@cloudscape-design/components/link";
import { frameworkPage } from "./framework-pages.ts";

interface ReferenceLinkProps {
  framework: string;
  version: string;
  id: string;
}

/** A framework's control or technique, with a link to its own page. */
export function ReferenceLink({ framework, version, id }: ReferenceLinkProps) {
  const href = frameworkPage({ framework, version, id });
  if (href === undefined) return id;
  return (
    <Link external href={href} rel="noreferrer" externalIconAriaLabel="Opens in a new tab">
      {id}
    </Link>
  );
}
