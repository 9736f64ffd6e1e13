import { EventText } from "../../../../text/event-text.tsx";
import type { Actor } from "../../finding-types.ts";
import styles from "./identity-chain.module.css";
import { identityLinks } from "./identity-links.ts";

const SHOWN = 120;

/** Who somebody is, through what they acted, and what called for them: each from the one before it. */
export function IdentityChain({ actor }: { actor: Actor }) {
  return (
    <ol className={styles.chain} aria-label="Identity chain">
      {identityLinks(actor).map(({ kind, text, note }) => (
        <li key={kind} className={styles.link}>
          <div className={styles.kind}>
            <EventText text={kind} limit={SHOWN} />
          </div>
          <div className={styles.text}>
            <EventText text={text} limit={SHOWN} />
          </div>
          {note !== undefined && (
            <div className={styles.note}>
              <EventText text={note} limit={SHOWN} />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
