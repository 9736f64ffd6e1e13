import { PageLink } from "../../app/navigation/page-link.tsx";
import { listAddress } from "../finding/list-address.ts";
import type { Count } from "./overview-request.ts";

interface CountLinkProps {
  count: Count;
  /** What is counted: "critical findings". */
  of: string;
  large?: boolean;
}

/** A number, and behind it the list of just what it counts. */
export function CountLink({ count: { count, where }, of, large = false }: CountLinkProps) {
  const shown = count.toLocaleString("en");
  return (
    <PageLink
      href={listAddress(where)}
      ariaLabel={`${shown} ${of}`}
      {...(large && { fontSize: "display-l", variant: "awsui-value-large" })}
    >
      {shown}
    </PageLink>
  );
}
