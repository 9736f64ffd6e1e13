import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { statusOf } from "../../api/failure.ts";
import { type Settings, settings } from "../settings/settings-request.ts";
import { versionToName } from "./version-to-name.ts";

type Make = (version: number) => Promise<Settings>;

interface SettingsChange {
  /** As they are now. */
  current: Settings;
  /** What of them is changed. */
  part: (settings: Settings) => unknown;
  onDone: () => void;
}

/**
 * Changes a part of the settings, as the person has seen it: where somebody else was faster, that is shown first, and what was
 * typed stays. Sent again, it is a change of what is shown by then. Changes of other parts are in nobody's way.
 */
export function useSettingsChange({ current, part, onDone }: SettingsChange) {
  const queries = useQueryClient();
  const [seen, setSeen] = useState(current);
  const [overtaken, setOvertaken] = useState<{ since: number }>();
  const changing = useMutation({
    mutationFn: ({ make, version }: { make: Make; version: number }) => make(version),
    onMutate: () => setOvertaken(undefined),
    onSuccess: async (made) => {
      queries.setQueryData(settings().queryKey, made);
      setSeen(made);
      onDone();
      await queries.invalidateQueries();
    },
    onError: async (error, { version }) => {
      if (statusOf(error) !== 409) return;
      const latest = await queries.fetchQuery({ ...settings(), staleTime: 0 });
      setOvertaken({ since: version });
      setSeen(latest);
    },
  });
  return {
    mutate: (make: Make) => changing.mutate({ make, version: versionToName(seen, current, part) }),
    isPending: changing.isPending,
    error: changing.error,
    /** What was said against it is about something that is there no more. */
    forget: changing.reset,
    /** Somebody else has changed them since this version. */
    overtaken,
    /** What is there now is what the person begins with. */
    begin: () => {
      setSeen(current);
      setOvertaken(undefined);
      changing.reset();
    },
  };
}
