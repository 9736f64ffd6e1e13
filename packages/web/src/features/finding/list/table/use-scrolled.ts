import { useSyncExternalStore } from "react";

const TOP = 120;

function subscribe(listener: () => void): () => void {
  addEventListener("scroll", listener, { passive: true });
  return () => removeEventListener("scroll", listener);
}

/** Has the person gone down the page? */
export function useScrolled(): boolean {
  return useSyncExternalStore(subscribe, () => scrollY > TOP);
}
