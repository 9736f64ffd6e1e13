import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal, { type ModalProps } from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Role } from "@snapback/core/person/person";
import type { ReactNode } from "react";
import { RoleButton } from "../features/person/role-button.tsx";

interface AskDialogProps {
  title: string;
  size?: ModalProps.Size;
  children: ReactNode;
  /** The words of the button that goes on. */
  confirm: string;
  /** Has all been said that it takes? */
  ready: boolean;
  /** It is under way. */
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
  /** Instead of the button that leaves it as it is. */
  leave?: ReactNode;
  /** Who may go on, where the dialog is there for others, too. */
  role?: Role;
}

/** Asks for what something takes before it is done. */
export function AskDialog(props: AskDialogProps) {
  const {
    title,
    size = "medium",
    children,
    confirm,
    ready,
    pending,
    onConfirm,
    onClose,
    leave,
    role,
  } = props;
  const button = {
    variant: "primary",
    disabled: !ready,
    loading: pending,
    onClick: onConfirm,
    children: confirm,
  } as const;
  return (
    <Modal
      visible
      size={size}
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {leave ?? (
              <Button variant="link" onClick={onClose}>
                Cancel
              </Button>
            )}
            {role ? <RoleButton role={role} {...button} /> : <Button {...button} />}
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
