import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type CsvColumn, csvOf } from "../text/csv.ts";
import { saveFile } from "../text/save-file.ts";
import { collectPages, type FetchPage, type Progress } from "./collect-pages.ts";

export interface ExportedList<T> {
  /** What the file's name begins with; the time comes after it. */
  name: string;
  columns: readonly CsvColumn<T>[];
  fetchPage: FetchPage<T>;
}

/** Saves a whole list as CSV, however many pages it has. Who goes to another page of the console ends it. */
export function useExport<T>({ name, columns, fetchPage }: ExportedList<T>) {
  const [progress, setProgress] = useState<Progress>({ count: 0 });
  const cancelling = useRef<AbortController>(undefined);
  const cancel = () => cancelling.current?.abort();
  useEffect(() => () => cancelling.current?.abort(), []);
  const exporting = useMutation({
    mutationFn: async () => {
      const controller = new AbortController();
      cancelling.current = controller;
      setProgress({ count: 0 });
      try {
        const items = await collectPages(fetchPage, setProgress, controller.signal);
        saveFile(`${name}-${fileTime()}.csv`, "text/csv", csvOf(columns, items));
      } catch (error) {
        if (!controller.signal.aborted) throw error;
      }
    },
  });
  return {
    begin: () => exporting.mutate(),
    cancel,
    running: exporting.isPending,
    progress,
    error: exporting.error,
  };
}

/** Without colons, which Windows has no room for. */
function fileTime(): string {
  return new Date().toISOString().slice(0, 19).replaceAll(":", "-");
}
