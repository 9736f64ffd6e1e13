import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import { useMay } from "../person/use-may.ts";
import type { Attack } from "./attack-request.ts";

interface StartButtonProps extends Pick<ButtonProps, "variant"> {
  attack: Attack;
  /** Where it says more than "Start". */
  label?: string;
  /** Its calls are being made. */
  running: boolean;
  onStart: (attack: Attack) => void;
}

/** Starts an attack; where that can't be, it says why. */
export function StartButton({ attack, running, onStart, label = "Start", ...button }: StartButtonProps) {
  const may = useMay("responder");
  const { name, available, missing } = attack;
  const against = !available
    ? `The sandbox does not have ${missing.join(", ")}.`
    : may
      ? undefined
      : "This needs the role responder.";
  return (
    <Button
      {...button}
      ariaLabel={label === "Start" ? `Start ${name}` : label}
      loading={running}
      loadingText={`The calls of ${name} are being made`}
      disabled={against !== undefined}
      {...(against !== undefined && { disabledReason: against })}
      onClick={() => onStart(attack)}
    >
      {label}
    </Button>
  );
}
