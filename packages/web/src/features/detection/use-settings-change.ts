import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { statusOf } from "../../api/failure.ts";
import { type Settings, settings } from "../settings/settings-request.ts";

/**
 * Changes the settings, of the version that the person has seen: where somebody else was faster, that is shown first, and what
 * was typed stays. Sent again, it is a change of what is shown by then.
 */
export function useSettingsChange(seen: number, onDone: () => void) {
  const queries = useQueryClient();
  const [version, setVersion] = useState(seen);
  return useMutation({
    mutationFn: (change: (version: number) => Promise<Settings>) => change(version),
    onSuccess: async (made) => {
      queries.setQueryData(settings().queryKey, made);
      setVersion(made.version);
      onDone();
      await queries.invalidateQueries();
    },
    onError: async (error) => {
      if (statusOf(error) !== 409) return;
      const latest = await queries.fetchQuery({ ...settings(), staleTime: 0 });
      setVersion(latest.version);
    },
  });
}
