import type { ReactNode } from "react";
import { useSessionState } from "../features/session/session-context.ts";
import { Loading } from "./pages/loading.tsx";
import { SignInFailed } from "./pages/sign-in-failed.tsx";

/** Lets nobody see the console before they are signed in, where it needs that. */
export function Gate({ children }: { children: ReactNode }) {
  const state = useSessionState();
  if (state?.kind === "under-way") return <Loading what="Signing in" />;
  if (state?.kind === "failed") return <SignInFailed reason={state.reason} />;
  return children;
}
