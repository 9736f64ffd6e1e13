import { useEffect, useEffectEvent } from "react";

/** Does something where the person types a slash, and does so into no field. */
export function useSlash(act: () => void): void {
  const onSlash = useEffectEvent(act);
  useEffect(() => {
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
  }, []);
}
