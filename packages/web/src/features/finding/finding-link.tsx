import Link from "@cloudscape-design/components/link";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** Links to a finding by its id, which Snapback made: nothing from an event is in the address. */
export function FindingLink({ id, children }: { id: string; children: ReactNode }) {
  const router = useRouter();
  const to = { to: "/findings/$id", params: { id } } as const;
  return (
    <Link
      href={router.buildLocation(to).href}
      onFollow={(event) => {
        event.preventDefault();
        void router.navigate(to);
      }}
    >
      {children}
    </Link>
  );
}
