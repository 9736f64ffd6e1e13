import { createContext, useContext, useSyncExternalStore } from "react";
import type { Session, SessionState } from "./session.ts";

/** `undefined` where the console needs no sign-in. */
export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session | undefined {
  return useContext(SessionContext);
}

export function useSessionState(): SessionState | undefined {
  const session = useSession();
  return useSyncExternalStore(session ? session.subscribe : never, () => session?.state());
}

function never(): () => void {
  return () => {};
}
