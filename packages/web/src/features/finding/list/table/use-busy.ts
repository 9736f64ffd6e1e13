import { useSyncExternalStore } from "react";

/** So far down, the first row is about to leave the window. */
const TOP = 120;

const events = ["scroll", "focusin", "focusout"] as const;

function subscribe(listener: () => void): () => void {
  // What has the focus is known once it has moved.
  const later = () => queueMicrotask(listener);
  for (const event of events) addEventListener(event, later, { passive: true });
  return () => {
    for (const event of events) removeEventListener(event, later);
  };
}

function isBusy(): boolean {
  return scrollY > TOP || document.querySelector("tbody :focus-visible") !== null;
}

/** Has the person gone down the page, or into its rows by keyboard? Then a row that comes in above would take theirs away. */
export function useBusy(): boolean {
  return useSyncExternalStore(subscribe, isBusy);
}
