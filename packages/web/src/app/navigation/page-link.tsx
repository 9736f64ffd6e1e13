import Link, { type LinkProps } from "@cloudscape-design/components/link";
import { useRouter } from "@tanstack/react-router";

interface PageLinkProps extends Pick<LinkProps, "children" | "fontSize" | "variant" | "ariaLabel"> {
  /** A path of the console, with its search where it has one: `/findings?where=state%3Dopen`. */
  href: string;
}

/** A link to another page of the console, which does not load it anew. */
export function PageLink({ href, ...link }: PageLinkProps) {
  const router = useRouter();
  return (
    <Link
      {...link}
      href={href}
      onFollow={(event) => {
        event.preventDefault();
        router.history.push(href);
      }}
    />
  );
}
