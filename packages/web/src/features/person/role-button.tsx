import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import type { Role } from "@snapback/core/person/person";
import { useMay } from "./use-may.ts";

interface RoleButtonProps
  extends Pick<
    ButtonProps,
    | "children"
    | "onClick"
    | "variant"
    | "disabled"
    | "disabledReason"
    | "loading"
    | "ariaLabel"
    | "formAction"
  > {
  /** Who may press it, with those above. */
  role: Role;
}

/** A button for some: who may not press it sees that there is such a thing, and what it takes. */
export function RoleButton({ role, disabledReason, ...button }: RoleButtonProps) {
  const may = useMay(role);
  if (!may)
    return <Button {...button} disabled loading={false} disabledReason={`This needs the role ${role}.`} />;
  return <Button {...button} {...(disabledReason !== undefined && { disabledReason })} />;
}
