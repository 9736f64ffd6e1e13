import { useQuery } from "@tanstack/react-query";
import type { Settings } from "../../settings/settings-request.ts";
import { detectionDetail } from "../detection-request.ts";
import { ModeDialog } from "./mode-dialog.tsx";

interface ModeChangeProps {
  id: string;
  settings: Settings;
  onClose: () => void;
}

/** The dialog for a detection of which only the id is known so far. */
export function ModeChange({ id, settings, onClose }: ModeChangeProps) {
  const { data } = useQuery(detectionDetail(id));
  const mode = settings.modes[id]?.mode;
  if (!data || mode === undefined) return null;
  return <ModeDialog detail={data} settings={settings} mode={mode} onClose={onClose} />;
}
