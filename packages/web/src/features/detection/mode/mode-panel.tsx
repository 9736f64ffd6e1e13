import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { RoleButton } from "../../person/role-button.tsx";
import type { Settings } from "../../settings/settings-request.ts";
import type { DetectionDetail, Mode } from "../detection-request.ts";
import styles from "./mode.module.css";
import { ModeDialog } from "./mode-dialog.tsx";
import { ModeIndicator } from "./mode-indicator.tsx";
import { modeWords } from "./mode-words.ts";

interface ModePanelProps {
  detail: DetectionDetail;
  settings: Settings;
}

const ACCOUNT = /^\d{12}$/;

/** What is done about what a detection finds: in all accounts, and where it is another, in each. */
export function ModePanel({ detail, settings }: ModePanelProps) {
  const { detection, deployed } = detail;
  const modes = settings.modes[detection.id];
  const [asked, setAsked] = useState<{ account?: string; mode: Mode }>();
  const [account, setAccount] = useState("");
  if (!modes) return null;
  const { mode, accounts, possible } = modes;
  const rows: [string | undefined, Mode][] = [
    [undefined, mode],
    ...Object.entries(accounts).map(([id, own]): [string, Mode] => [id, own]),
  ];
  return (
    <Container
      header={
        <Header variant="h2" description={`Deployed: ${modeWords[deployed.mode].label.toLowerCase()}`}>
          Mode
        </Header>
      }
    >
      <SpaceBetween size="m">
        {possible.length === 1 && (
          <Alert type="info">Snapback can't put right what this finds, and so only reports it.</Alert>
        )}
        <ul className={styles.modes}>
          {rows.map(([id, own]) => (
            <li key={id ?? "all"}>
              <div>
                <Box fontWeight="bold">{id === undefined ? "All other accounts" : `Account ${id}`}</Box>
                <ModeIndicator mode={own} />
                <Box color="text-body-secondary">{modeWords[own].explanation}</Box>
              </div>
              <RoleButton
                role="admin"
                disabled={possible.length === 1 && own === possible[0]}
                ariaLabel={`Change the mode of ${id === undefined ? "all other accounts" : `account ${id}`}`}
                onClick={() => setAsked({ ...(id !== undefined && { account: id }), mode: own })}
              >
                Change
              </RoleButton>
            </li>
          ))}
        </ul>
        {possible.length > 1 && (
          <FormField
            label="Another mode in one account"
            errorText={account !== "" && !ACCOUNT.test(account) && "An account's id has 12 digits."}
            secondaryControl={
              <RoleButton
                role="admin"
                disabled={!ACCOUNT.test(account)}
                onClick={() => setAsked({ account, mode })}
              >
                Choose its mode
              </RoleButton>
            }
          >
            <Input
              value={account}
              inputMode="numeric"
              placeholder="111122223333"
              onChange={({ detail: { value } }) => setAccount(value)}
            />
          </FormField>
        )}
      </SpaceBetween>
      {asked && (
        <ModeDialog
          detail={detail}
          settings={settings}
          {...asked}
          onClose={() => {
            setAsked(undefined);
            setAccount("");
          }}
        />
      )}
    </Container>
  );
}
