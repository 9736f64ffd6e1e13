import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";
import { PageLink } from "../../app/navigation/page-link.tsx";
import { EventText } from "../../text/event-text.tsx";
import styles from "./exemption.module.css";
import type { Scope } from "./exemption-request.ts";

const LIMIT = 300;

/** What an exemption leaves alone, part by part: all of them have to hold. */
export function ScopeParts({ scope }: { scope: Scope }) {
  const { finding, detection, resource, account, principal, cidr, ports, tag } = scope;
  return (
    <ul className={styles.parts}>
      {finding !== undefined && <Part what="Finding">{linked("/findings/", finding, /^fnd_\w+$/)}</Part>}
      {detection !== undefined && (
        <Part what="Detection">{linked("/detections/", detection, /^[a-z0-9-]+$/)}</Part>
      )}
      {account !== undefined && <Part what="Account">{text(account)}</Part>}
      {resource !== undefined && <Part what="Resource">{text(resource)}</Part>}
      {principal !== undefined && <Part what="Changes by">{text(principal)}</Part>}
      {cidr !== undefined && <Part what="Range">{text(cidr)}</Part>}
      {ports !== undefined && (
        <Part what={ports.from === ports.to ? "Port" : "Ports"}>
          {ports.from === ports.to ? ports.from : `${ports.from}–${ports.to}`}
        </Part>
      )}
      {tag !== undefined && <Part what="Tag">{text(`${tag.key}=${tag.value}`)}</Part>}
    </ul>
  );
}

function Part({ what, children }: { what: string; children: ReactNode }) {
  return (
    <li>
      <Box variant="span" color="text-body-secondary">
        {what}{" "}
      </Box>
      {children}
    </li>
  );
}

function text(said: string): ReactNode {
  return <EventText text={said} limit={LIMIT} />;
}

/** People write scopes by hand: what is no id of ours is no link. */
function linked(below: string, id: string, ours: RegExp): ReactNode {
  return ours.test(id) ? <PageLink href={`${below}${id}`}>{id}</PageLink> : text(id);
}
