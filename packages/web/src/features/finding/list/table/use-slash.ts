import { useEffect, useEffectEvent } from "react";

/** Does something where the person types a slash, and does so into no field and beside no dialog. */
export function useSlash(wanted: boolean, act: () => void): void {
  const onSlash = useEffectEvent(act);
  useEffect(() => {
    if (!wanted) return undefined;
    const listener = (event: KeyboardEvent) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;
      const dialog = document.querySelector("[role=dialog]") !== null;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || dialog) return;
      event.preventDefault();
      onSlash();
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, [wanted]);
}
