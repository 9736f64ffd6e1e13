import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { ModeIndicator } from "../mode/mode-indicator.tsx";
import styles from "./catalogue.module.css";
import type { Listed } from "./catalogue.ts";

interface ModeCellProps {
  detection: Listed;
  /** Absent where it can't be changed, or not by this person. */
  onChange: (() => void) | undefined;
}

export function ModeCell({ detection: { title, mode, accounts }, onChange }: ModeCellProps) {
  const others = Object.keys(accounts).length;
  return (
    <>
      <span className={styles.mode}>
        {mode ? <ModeIndicator mode={mode} /> : "–"}
        {onChange && (
          <Button
            variant="inline-icon"
            iconName="edit"
            ariaLabel={`Change the mode of ${title}`}
            onClick={onChange}
          />
        )}
      </span>
      {others > 0 && (
        <Box variant="small" color="text-body-secondary" display="block">
          {others === 1 ? "another in 1 account" : `others in ${others} accounts`}
        </Box>
      )}
    </>
  );
}
