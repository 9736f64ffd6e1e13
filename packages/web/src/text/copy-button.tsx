import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";

/** Copies a text as it is. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  return (
    <CopyToClipboard
      variant="icon"
      textToCopy={text}
      copyButtonAriaLabel={`Copy ${label}`}
      copySuccessText="Copied"
      copyErrorText="The browser did not allow to copy"
      popoverRenderWithPortal
    />
  );
}
