import { PageLink } from "../../app/navigation/page-link.tsx";
import { listAddress } from "../finding/list-address.ts";
import type { Exemption } from "./exemption-request.ts";

/** The findings that it covers, or has covered. */
export function LetThrough({ exemption: { id, findings } }: { exemption: Exemption }) {
  if (findings.all === 0) return "Nothing so far";
  const count = `${findings.all.toLocaleString("en")} ${findings.all === 1 ? "finding" : "findings"}`;
  return (
    <>
      <PageLink href={listAddress([`exemption=${id}`])}>{count}</PageLink>
      {findings.now > 0 &&
        (findings.now < findings.all ? `, ${findings.now.toLocaleString("en")} now` : " now")}
    </>
  );
}
