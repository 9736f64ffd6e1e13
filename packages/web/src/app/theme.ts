import { applyMode, Mode } from "@cloudscape-design/global-styles";
import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark" | "system";

export const THEME_KEY = "snapback.theme";

export function isTheme(value: unknown): value is Theme {
  return value === "light" || value === "dark" || value === "system";
}

export function isDark(theme: Theme, systemIsDark: boolean): boolean {
  return theme === "dark" || (theme === "system" && systemIsDark);
}

const listeners = new Set<() => void>();
let current: Theme | undefined;

function stored(): Theme {
  try {
    const value = localStorage.getItem(THEME_KEY);
    return isTheme(value) ? value : "system";
  } catch {
    // Browsers can refuse storage altogether; then the choice lasts as long as the page.
    return "system";
  }
}

function chosenTheme(): Theme {
  current ??= stored();
  return current;
}

function systemDark(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}

function apply(): void {
  const dark = isDark(chosenTheme(), systemDark().matches);
  applyMode(dark ? Mode.Dark : Mode.Light);
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
}

export function chooseTheme(chosen: Theme): void {
  current = chosen;
  try {
    localStorage.setItem(THEME_KEY, chosen);
  } catch {
    // As above.
  }
  apply();
  for (const listener of listeners) listener();
}

/** Applies the chosen theme, now and whenever the system's changes. */
export function followTheme(): void {
  systemDark().addEventListener("change", apply);
  apply();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosenTheme);
}
