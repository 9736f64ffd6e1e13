import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import { useMay } from "../../person/use-may.ts";

type ResponderButtonProps = Pick<
  ButtonProps,
  "children" | "onClick" | "variant" | "disabled" | "disabledReason"
>;

/** A button for responders: who is none sees that there is such a thing, and what it takes. */
export function ResponderButton({ disabled = false, disabledReason, ...button }: ResponderButtonProps) {
  const may = useMay("responder");
  if (!may) return <Button {...button} disabled disabledReason="This needs the role responder." />;
  return <Button {...button} disabled={disabled} {...(disabledReason !== undefined && { disabledReason })} />;
}
