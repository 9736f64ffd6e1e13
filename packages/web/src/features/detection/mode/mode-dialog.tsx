import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { AskDialog } from "../../../dialog/ask-dialog.tsx";
import type { Settings } from "../../settings/settings-request.ts";
import { ChangeTrouble } from "../change-trouble.tsx";
import { changeMode, type DetectionDetail, type Mode } from "../detection-request.ts";
import { useSettingsChange } from "../use-settings-change.ts";
import { consequences } from "./consequences.ts";
import { modeOrder, modeWords } from "./mode-words.ts";

interface ModeDialogProps {
  detail: DetectionDetail;
  settings: Settings;
  /** For which account it is chosen; for all that are not named, if absent. */
  account?: string;
  /** As it is now. */
  mode: Mode;
  onClose: () => void;
}

const AS_DEPLOYED = "deployed";

/** Chooses a mode. What then happens by itself is said before, and has to be agreed to. */
export function ModeDialog({ detail, settings, account, mode, onClose }: ModeDialogProps) {
  const { detection, deployed } = detail;
  const [chosen, setChosen] = useState<string>(mode);
  const [agreed, setAgreed] = useState(false);
  const changing = useSettingsChange({
    current: settings,
    part: ({ modes }) => modes[detection.id],
    onDone: onClose,
  });
  const back = account === undefined ? deployed.mode : (deployed.accounts[account] ?? deployed.mode);
  const next = chosen === AS_DEPLOYED ? back : modeOrder.find((each) => each === chosen);
  const acts = next === "auto" && mode !== "auto";
  const possible = modeOrder.filter((each) => settings.modes[detection.id]?.possible.includes(each));
  return (
    <AskDialog
      title={`Mode in ${account === undefined ? "all other accounts" : `account ${account}`}`}
      confirm="Change the mode"
      ready={!acts || agreed}
      pending={changing.isPending}
      onConfirm={() =>
        changing.mutate((version) =>
          changeMode(detection.id, {
            mode: chosen === AS_DEPLOYED ? undefined : next,
            account,
            version,
          }),
        )
      }
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <RadioGroup
          ariaLabel="Mode"
          value={chosen}
          onChange={({ detail: { value } }) => setChosen(value)}
          items={[
            ...possible.map((each) => ({
              value: each,
              label: modeWords[each].label,
              description: modeWords[each].explanation,
            })),
            {
              value: AS_DEPLOYED,
              label: `As deployed (${modeWords[back].label.toLowerCase()})`,
              description: "Takes back what was chosen here.",
            },
          ]}
        />
        {acts && (
          <Alert type="warning" header="Snapback will then change the account by itself">
            {consequences(detail, settings).map((line) => (
              <Box key={line} variant="p">
                {line}
              </Box>
            ))}
            <Checkbox checked={agreed} onChange={({ detail: { checked } }) => setAgreed(checked)}>
              It may
            </Checkbox>
          </Alert>
        )}
        <ChangeTrouble change={changing} />
      </SpaceBetween>
    </AskDialog>
  );
}
